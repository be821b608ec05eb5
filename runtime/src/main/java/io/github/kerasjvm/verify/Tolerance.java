package io.github.kerasjvm.verify;

import io.github.kerasjvm.tensor.Tensor;

/**
 * How far two numbers may lie apart: {@code |ours - golden| <= absolute + relative * |golden|}.
 *
 * @param absolute the part that does not depend on the number
 * @param relative the part that grows with it
 */
public record Tolerance(double absolute, double relative) {

    /** For float32: sums of some thousand products in another order stay inside. */
    public static final Tolerance FLOAT32 = new Tolerance(1e-5, 1e-4);

    /** For models that Keras computes in float16, with a mantissa of 11 bits. */
    public static final Tolerance FLOAT16 = new Tolerance(5e-3, 5e-3);

    /**
     * Checks the ranges.
     *
     * @param absolute the part that does not depend on the number, 0 or more
     * @param relative the part that grows with it, 0 or more
     */
    public Tolerance {
        if (!(absolute >= 0 && relative >= 0)) {
            throw new IllegalArgumentException("tolerance " + absolute + " + " + relative + " · |golden|");
        }
    }

    /**
     * The tolerance for an array in the middle of a model, whose elements are sums of much larger numbers: the absolute
     * part grows with the largest element.
     *
     * @param golden the recorded array
     * @return the tolerance
     */
    Tolerance scaledTo(Tensor golden) {
        double largest = 1;
        for (int i = 0; i < golden.elements(); i++) {
            double size = Math.abs(golden.get(i));
            largest = Double.isFinite(size) ? Math.max(largest, size) : largest;
        }
        return new Tolerance(absolute * largest, relative);
    }

    /** As people write it: {@code 1.0E-5 + 1.0E-4·|golden|}. */
    @Override
    public String toString() {
        return absolute + " + " + relative + "·|golden|";
    }
}
