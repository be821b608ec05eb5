package io.github.kerasjvm.layer.initializer;

import io.github.kerasjvm.tensor.Shape;
import java.util.random.RandomGenerator;

/**
 * Keras {@code VarianceScaling}, and the initializers of Glorot, He and LeCun, which are special cases: the variance is
 * {@code scale / n}, where n counts inputs, outputs, or is their mean (keras/src/initializers/random_initializers.py).
 *
 * @param scale what the variance is multiplied by, more than 0
 * @param mode what n is
 * @param distribution from what is drawn
 */
public record VarianceScaling(double scale, Mode mode, Distribution distribution) implements Initializer {

    /** The standard deviation of a standard normal distribution of which what is beyond 2 was cut off. */
    private static final double TRUNCATED_DEVIATION = .87962566103423978;

    /** What the variance is divided by. */
    public enum Mode {
        /** The number of inputs of a unit. */
        FAN_IN,
        /** The number of units that an input goes to. */
        FAN_OUT,
        /** The mean of both. */
        FAN_AVG
    }

    /** From what is drawn. */
    public enum Distribution {
        /** Uniform between {@code -sqrt(3 * variance)} and its opposite. */
        UNIFORM,
        /** Normal, with what is beyond two deviations cut off, and widened so that the variance is the one wanted. */
        TRUNCATED_NORMAL,
        /** The same without the widening, as Keras 2.0 and 2.1 have it. */
        NARROWED_NORMAL,
        /** Normal. */
        NORMAL
    }

    @Override
    public float[] draw(Shape shape, RandomGenerator random) {
        double variance = scale / Math.max(1, n(shape));
        double deviation = Math.sqrt(variance);
        Initializer drawn =
                switch (distribution) {
                    case UNIFORM -> new Uniform(-Math.sqrt(3 * variance), Math.sqrt(3 * variance));
                    case TRUNCATED_NORMAL -> new Normal(0, deviation / TRUNCATED_DEVIATION, true);
                    case NARROWED_NORMAL -> new Normal(0, deviation, true);
                    case NORMAL -> new Normal(0, deviation, false);
                };
        return drawn.draw(shape, random);
    }

    private double n(Shape shape) {
        double in = fan(shape, 2);
        double out = fan(shape, 1);
        return switch (mode) {
            case FAN_IN -> in;
            case FAN_OUT -> out;
            case FAN_AVG -> (in + out) / 2;
        };
    }

    /** Inputs, the last but one size, or outputs, the last one, times the positions of the kernel ({@code compute_fans}). */
    private static double fan(Shape shape, int fromEnd) {
        int rank = shape.rank();
        if (rank < 2) {
            return rank == 0 ? 1 : shape.last();
        }
        double positions = 1;
        for (int axis = 0; axis < rank - 2; axis++) {
            positions *= shape.size(axis);
        }
        return positions * shape.size(rank - fromEnd);
    }
}
