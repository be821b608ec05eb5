package io.github.kerasjvm.metric;

/** Keras's division. */
final class Ratio {

    private Ratio() {}

    /** The quotient; 0 if the divisor is 0, as {@code divide_no_nan}. */
    static double of(double dividend, double divisor) {
        return divisor == 0 ? 0 : dividend / divisor;
    }
}
