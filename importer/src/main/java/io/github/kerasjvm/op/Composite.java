package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * An operation with a name of its own and a decomposition into others. An engine that has a kernel for it takes it
 * whole, another takes the decomposition (see {@link OpGraph#expand}); both give the same numbers.
 */
public sealed interface Composite extends Op
        permits BatchNormalization, Clip, Elu, Gelu, HardSigmoid, LeakyRelu, LogSoftmax, Recurrent, Softmax {

    /**
     * Appends the smaller operations that do the same.
     *
     * @param ops where to append
     * @param inputs the inputs
     * @return one value for each result
     */
    List<Value> decompose(Ops ops, List<Value> inputs);

    /** The shape of the first input, which most composites keep. */
    @Override
    default List<Shape> outputs(List<Shape> inputs) {
        return List.of(inputs.get(0));
    }

    /**
     * Whether {@link #gradient} states a gradient of its own, better than that of the decomposition.
     *
     * @return false to differentiate the decomposition
     */
    default boolean hasGradient() {
        return false;
    }

    @Override
    default void gradient(Backward backward) {
        throw new IllegalStateException(name() + " is differentiated through its decomposition");
    }
}
