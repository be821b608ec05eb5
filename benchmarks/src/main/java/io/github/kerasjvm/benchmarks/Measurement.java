package io.github.kerasjvm.benchmarks;

import java.util.Arrays;

/**
 * The times of one contender.
 *
 * @param name the contender
 * @param seconds its time in each round
 */
record Measurement(String name, double[] seconds) {

    double minimum() {
        return sorted()[0];
    }

    double maximum() {
        return sorted()[seconds.length - 1];
    }

    double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The largest less the smallest, as a share of the median. */
    double spread() {
        return (maximum() - minimum()) / median();
    }

    private double[] sorted() {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
