package io.github.kerasjvm.layer.initializer;

import io.github.kerasjvm.tensor.Shape;
import java.util.random.RandomGenerator;

/**
 * Keras {@code RandomUniform}: each element is anything between two bounds, as likely as any other.
 *
 * @param least the lower bound
 * @param most the upper bound
 */
public record Uniform(double least, double most) implements Initializer {

    @Override
    public float[] draw(Shape shape, RandomGenerator random) {
        float[] elements = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (float) (least + (most - least) * random.nextDouble());
        }
        return elements;
    }
}
