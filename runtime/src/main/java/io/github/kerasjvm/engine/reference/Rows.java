package io.github.kerasjvm.engine.reference;

/** The second factor of a matrix product, given row by row. */
@FunctionalInterface
interface Rows {

    /**
     * Writes a part of a row.
     *
     * @param k the row
     * @param from the first column
     * @param count how many columns
     * @param target takes them from its front
     */
    void fill(int k, int from, int count, Buffer target);
}
