package io.github.kerasjvm.verify;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;

/**
 * How far one array of ours lies from the recorded one.
 *
 * @param name the output or the layer
 * @param ours the shape of ours
 * @param golden the shape of the recorded one
 * @param maxAbs the largest absolute difference; not a number if the shapes differ or an element of either side is
 *     not a number
 * @param maxRel the largest difference relative to the recorded number, of elements whose difference is above the
 *     tolerance's absolute part; not a number as above
 * @param isWithin whether every element is within the tolerance
 */
public record Difference(String name, Shape ours, Shape golden, double maxAbs, double maxRel, boolean isWithin) {

    /**
     * Compares two arrays.
     *
     * @param name the output or the layer
     * @param ours what we computed
     * @param golden what Keras computed
     * @param tolerance how far they may lie apart
     * @return the difference
     */
    public static Difference of(String name, Tensor ours, Tensor golden, Tolerance tolerance) {
        if (!ours.shape().equals(golden.shape())) {
            return new Difference(name, ours.shape(), golden.shape(), Double.NaN, Double.NaN, false);
        }
        double maxAbs = 0;
        double maxRel = 0;
        boolean within = true;
        for (int i = 0; i < golden.elements(); i++) {
            double b = golden.get(i);
            // Equal infinities are no difference. NaN agrees with nothing: numbers that are none prove nothing.
            boolean same = ours.get(i) == golden.get(i);
            double distance = same ? 0 : Math.abs(ours.get(i) - b);
            // Around an infinite number the tolerance would be infinite, too.
            double most = Double.isInfinite(b) ? 0 : tolerance.absolute() + tolerance.relative() * Math.abs(b);
            within &= distance <= most;
            maxAbs = Math.max(maxAbs, distance);
            if (!(distance <= tolerance.absolute())) {
                maxRel = Math.max(maxRel, distance / Math.abs(b));
            }
        }
        return new Difference(name, ours.shape(), golden.shape(), maxAbs, maxRel, within);
    }

    /** Whether it lies nearer to the recorded array than another does. */
    boolean isNearerThan(Difference other) {
        return isWithin && !other.isWithin || isWithin == other.isWithin && maxAbs < other.maxAbs;
    }
}
