package io.github.kerasjvm.verify.training;

/** Holds numbers against recorded ones, and keeps the largest difference and the first that is too large. */
final class Comparison {

    /** What relative differences are measured against besides the number itself, so that small ones do not count much. */
    private static final double FLOOR = 0.01;

    private final double allowed;
    private double largest = Double.NaN;
    private String first = "";

    /**
     * A comparison.
     *
     * @param allowed how far numbers may lie apart: {@code |ours - golden| <= allowed * (|golden| + 0.01)}
     */
    Comparison(double allowed) {
        this.allowed = allowed;
    }

    void add(String label, double ours, double golden) {
        double difference =
                Double.compare(ours, golden) == 0 ? 0 : Math.abs(ours - golden) / (Math.abs(golden) + FLOOR);
        // Not a number is as far away as can be.
        double known = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
        largest = Double.isNaN(largest) ? known : Math.max(largest, known);
        if (first.isEmpty() && known > allowed) {
            first = label + " is " + ours + ", Keras has " + golden;
        }
    }

    double largest() {
        return largest;
    }

    /** The first number that is too far away; empty text if none is. */
    String first() {
        return first;
    }
}
