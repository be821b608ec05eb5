package io.github.kerasjvm.augment;

import java.util.SplittableRandom;

/**
 * Numbers drawn evenly between two bounds, as {@code numpy.random.uniform} does.
 *
 * @param from one bound
 * @param to the other
 */
public record Range(double from, double to) {

    /**
     * Checks that the bounds are finite.
     *
     * @throws IllegalArgumentException if one is not
     */
    public Range {
        if (!Double.isFinite(from) || !Double.isFinite(to)) {
            throw new IllegalArgumentException("a range goes from " + from + " to " + to + "; expected finite numbers");
        }
    }

    /**
     * The range from a number below 0 to the same above it.
     *
     * @param most the number
     * @return the range
     */
    public static Range around0(double most) {
        return new Range(-most, most);
    }

    /** Whether only one number can be drawn. */
    boolean isOnly(double value) {
        return from == value && to == value;
    }

    double draw(SplittableRandom random) {
        return from + (to - from) * random.nextDouble();
    }
}
