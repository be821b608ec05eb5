package io.github.kerasjvm.benchmarks;

import java.util.Arrays;

/**
 * The times of one contender.
 *
 * @param name the contender
 * @param seconds its time in each round, or whatever else is measured once in a round
 */
public record Measurement(String name, double[] seconds) {

    /**
     * The smallest.
     *
     * @return the smallest
     */
    public double minimum() {
        return sorted()[0];
    }

    /**
     * The largest.
     *
     * @return the largest
     */
    public double maximum() {
        return sorted()[seconds.length - 1];
    }

    /**
     * The one in the middle, or between the two in the middle.
     *
     * @return the median
     */
    public double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The largest less the smallest, as a share of the median.
     *
     * @return 0 or more
     */
    public double spread() {
        return (maximum() - minimum()) / median();
    }

    private double[] sorted() {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
