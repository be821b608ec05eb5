package io.github.kerasjvm.train.constraint;

import io.github.kerasjvm.tensor.Shape;

/**
 * What Keras does to a weight after every update (keras-3.15 constraints/constraints.py; the same since Keras 1, where
 * arguments have other names). Immutable.
 */
public sealed interface Constraint permits MaxNorm, MinMaxNorm, NonNeg, RadialConstraint, UnitNorm {

    /**
     * Changes a weight in place.
     *
     * @param values an array with the weight in it
     * @param offset where its first element lies
     * @param shape its shape as the file of its Keras holds it
     * @throws IllegalArgumentException if the shape has not the axes of the constraint
     */
    void apply(float[] values, int offset, Shape shape);

    /**
     * Whether it takes a weight.
     *
     * @param shape the weight's shape
     * @return false if {@link #apply} would throw
     */
    default boolean fits(Shape shape) {
        return true;
    }
}
