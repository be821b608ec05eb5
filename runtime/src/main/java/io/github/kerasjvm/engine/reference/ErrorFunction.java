package io.github.kerasjvm.engine.reference;

/**
 * The Gauss error function, {@code 2/√π ∫ e^-t² dt} from 0 to x, within 1e-15 of itself: Taylor's polynomial of the fifth degree
 * around the nearest point of a grid.
 */
final class ErrorFunction {

    /** Grid points from one whole number to the next. */
    private static final int DENSITY = 128;

    /** From here on the result is 1 to the last digit. */
    private static final int END = 6;

    private static final double[] VALUES = new double[END * DENSITY + 1];
    private static final double[] SLOPES = new double[END * DENSITY + 1];

    static {
        for (int i = 0; i < VALUES.length; i++) {
            double x = (double) i / DENSITY;
            SLOPES[i] = 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
            VALUES[i] = SLOPES[i] * series(x);
        }
    }

    private ErrorFunction() {}

    /**
     * A series without alternating signs, so that nothing cancels (Abramowitz and Stegun 7.1.6):
     * {@code Σ 2^n x^(2n+1) / (1·3·…·(2n+1))}.
     */
    private static double series(double x) {
        double sum = 0;
        double term = x;
        for (int n = 1; sum + term != sum; n++) {
            sum += term;
            term *= 2 * x * x / (2 * n + 1);
        }
        return sum;
    }

    /** The function; what is not a number stays so. */
    static double of(double x) {
        double size = Math.abs(x);
        if (!(size < END)) {
            return Math.signum(x);
        }
        int i = (int) (size * DENSITY + 0.5);
        double p = (double) i / DENSITY;
        double d = size - p;
        double square = p * p;
        // The n-th derivative is the first times a Hermite polynomial.
        double fifth = (square * (16 * square - 48) + 12) / 120;
        double fourth = p * (12 - 8 * square) / 24;
        double third = (4 * square - 2) / 6;
        double bend = 1 + d * (-p + d * (third + d * (fourth + d * fifth)));
        return Math.copySign(VALUES[i] + d * SLOPES[i] * bend, x);
    }
}
