package io.github.kerasjvm.layer.initializer;

import io.github.kerasjvm.tensor.Shape;
import java.util.random.RandomGenerator;

/**
 * Keras {@code Identity}: a matrix with a value on its diagonal, and zeros.
 *
 * @param gain that value
 */
public record Identity(double gain) implements Initializer {

    @Override
    public boolean fits(Shape shape) {
        return shape.rank() == 2;
    }

    @Override
    public float[] draw(Shape shape, RandomGenerator random) {
        float[] elements = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < Math.min(shape.size(0), shape.size(1)); i++) {
            elements[i * shape.size(1) + i] = (float) gain;
        }
        return elements;
    }
}
