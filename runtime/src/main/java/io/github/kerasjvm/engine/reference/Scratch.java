package io.github.kerasjvm.engine.reference;

/** Working memory of one run at a time; grows to what the largest operation asks for, and stays. */
final class Scratch {

    private final Precision precision;
    private final Panel panel;
    private Buffer numbers;
    private int size;
    private Doubles sums = new Doubles(new double[0]);

    Scratch(Precision precision) {
        this.precision = precision;
        this.panel = precision.panel();
    }

    /** How exactly is calculated. */
    Precision precision() {
        return precision;
    }

    /** The memory of the matrix product. */
    Panel panel() {
        return panel;
    }

    /** A buffer of at least this size in the plan's precision, which holds anything; the next call gives the same. */
    Buffer numbers(int least) {
        if (numbers == null || size < least) {
            numbers = precision.allocate(least);
            size = least;
        }
        return numbers;
    }

    /** A buffer of float64 of at least this size, which holds anything, for sums; the next call gives the same. */
    Doubles sums(int least) {
        if (sums.values().length < least) {
            sums = new Doubles(new double[least]);
        }
        return sums;
    }
}
