package io.github.kerasjvm.train.optimizer;

/** Sums over ranges of an array, in double and in an order that depends on the range alone. */
final class Norms {

    private Norms() {}

    /** The sum of the squares. Eight sums side by side, since one after the other would wait for each addition. */
    static double squares(float[] x, int from, int to) {
        double[] sums = new double[8];
        int i = from;
        for (; i + 8 <= to; i += 8) {
            for (int j = 0; j < 8; j++) {
                double value = x[i + j];
                sums[j] += value * value;
            }
        }
        for (; i < to; i++) {
            sums[0] += (double) x[i] * x[i];
        }
        return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
    }
}
