package io.github.kerasjvm.layer.initializer;

import io.github.kerasjvm.tensor.Shape;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Keras {@code Zeros}, {@code Ones} and {@code Constant}.
 *
 * @param value what every element is
 */
public record Constant(double value) implements Initializer {

    /** Every element is 0. */
    public static final Constant ZEROS = new Constant(0);

    /** Every element is 1. */
    public static final Constant ONES = new Constant(1);

    @Override
    public float[] draw(Shape shape, RandomGenerator random) {
        float[] elements = new float[Math.toIntExact(shape.elements())];
        Arrays.fill(elements, (float) value);
        return elements;
    }
}
