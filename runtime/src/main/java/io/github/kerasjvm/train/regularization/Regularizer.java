package io.github.kerasjvm.train.regularization;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;

/**
 * What a regulariser adds to the loss, lowered to ops so that its gradient is theirs. The number is the same in all
 * generations; whether it counts for frozen layers, and by what a penalty on what a layer gives is divided, is not said
 * here. Immutable.
 */
public sealed interface Regularizer permits ElementRegularizer, OrthogonalRegularizer {

    /**
     * Appends the penalty.
     *
     * @param ops where to append
     * @param x a weight, or what a layer gives
     * @return one number, rank 0
     * @throws IllegalArgumentException if it does not take the shape
     */
    Value penalty(Ops ops, Value x);

    /**
     * Whether it takes an array.
     *
     * @param shape the array's shape
     * @return false if {@link #penalty} would throw
     */
    default boolean fits(Shape shape) {
        return true;
    }

    /**
     * Whether it adds anything.
     *
     * @return false if all its factors are 0
     */
    boolean acts();
}
