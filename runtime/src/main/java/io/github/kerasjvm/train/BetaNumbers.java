package io.github.kerasjvm.train;

import java.util.SplittableRandom;

/** Random numbers of beta distributions whose two parameters are the same. */
final class BetaNumbers {

    private BetaNumbers() {}

    /**
     * {@code a / (a + b)} of two gamma numbers (random.py of Keras's TensorFlow backend). As floats these are 2⁻¹²⁶ at least, as
     * TensorFlow's: for parameters below some 0.01 numbers are often one half.
     */
    static void fill(float[] numbers, int from, int count, double parameter, SplittableRandom random) {
        for (int i = from; i < from + count; i++) {
            float a = Math.max(Float.MIN_NORMAL, (float) gamma(parameter, random));
            float b = Math.max(Float.MIN_NORMAL, (float) gamma(parameter, random));
            numbers[i] = a / (a + b);
        }
    }

    /** G. Marsaglia, W. W. Tsang, "A simple method for generating gamma variables", 2000. */
    private static double gamma(double parameter, SplittableRandom random) {
        if (parameter < 1) {
            return gamma(parameter + 1, random) * Math.pow(1 - random.nextDouble(), 1 / parameter);
        }
        double d = parameter - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            if (v > 0) {
                v = v * v * v;
                if (Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                    return d * v;
                }
            }
        }
    }
}
