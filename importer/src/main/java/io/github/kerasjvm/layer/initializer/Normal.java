package io.github.kerasjvm.layer.initializer;

import io.github.kerasjvm.tensor.Shape;
import java.util.random.RandomGenerator;

/**
 * Keras {@code RandomNormal} and {@code TruncatedNormal}.
 *
 * @param mean the mean
 * @param deviation the standard deviation, before anything is cut off
 * @param isTruncated whether what is more than two deviations from the mean is drawn again
 */
public record Normal(double mean, double deviation, boolean isTruncated) implements Initializer {

    private static final double WIDEST = 2;

    @Override
    public float[] draw(Shape shape, RandomGenerator random) {
        float[] elements = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (float) (mean + deviation * standard(random));
        }
        return elements;
    }

    private double standard(RandomGenerator random) {
        double drawn = random.nextGaussian();
        while (isTruncated && Math.abs(drawn) > WIDEST) {
            drawn = random.nextGaussian();
        }
        return drawn;
    }
}
