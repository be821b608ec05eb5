package io.github.kerasjvm.engine.reference;

/** Takes the result of a matrix product, part by part; the parts of one place add up. */
@FunctionalInterface
interface Sink {

    /**
     * Adds to a part of a row.
     *
     * @param m the row
     * @param from the first column
     * @param count how many columns
     * @param sums what to add, at the front
     */
    void add(int m, int from, int count, Buffer sums);
}
