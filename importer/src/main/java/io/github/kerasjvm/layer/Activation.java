package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;

/** A function that a layer applies last, or that an {@code Activation} layer is. */
public interface Activation {

    /** Gives its input unchanged. */
    Activation LINEAR = StandardActivation.LINEAR;

    /**
     * Appends the function.
     *
     * @param ops where to append
     * @param x the input
     * @return the result
     */
    Value apply(Ops ops, Value x);

    /**
     * The shape of the result.
     *
     * @param in the shape of the input
     * @return the same for almost every function
     */
    default Shape output(Shape in) {
        return in;
    }
}
