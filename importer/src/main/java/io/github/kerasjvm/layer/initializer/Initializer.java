package io.github.kerasjvm.layer.initializer;

import io.github.kerasjvm.tensor.Shape;
import java.util.random.RandomGenerator;

/**
 * What a weight begins with: Keras's formula, with random numbers of our own. So a weight is another one than Keras draws from
 * the same seed, and of the same distribution.
 */
public sealed interface Initializer permits Constant, Uniform, Normal, VarianceScaling, Orthogonal, Identity {

    /**
     * Draws a weight.
     *
     * @param shape its shape, as Keras has it: inputs and outputs last
     * @param random the random numbers
     * @return its elements in row-major order
     */
    float[] draw(Shape shape, RandomGenerator random);

    /**
     * Whether it can draw weights of a shape.
     *
     * @param shape the shape
     * @return false if it is made for others
     */
    default boolean fits(Shape shape) {
        return true;
    }
}
