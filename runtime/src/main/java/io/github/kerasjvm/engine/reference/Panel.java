package io.github.kerasjvm.engine.reference;

/**
 * The inner loops of the matrix product and the blocks that they work on: some rows of the second factor, and the sums
 * for four rows of the result. The blocks fit the second-level cache.
 */
interface Panel {
    /** The rows of the result that are summed up together. */
    int HEIGHT = 4;

    /** The longest row. */
    int WIDTH = 256;

    /** The most rows of the second factor. */
    int DEPTH = 256;

    /** The place for one row of the second factor. */
    Buffer row(int k);

    /** The sums of one row of the result. */
    Buffer sum(int i);

    /**
     * Sets the sums to the product of some elements of the first factor with the rows.
     *
     * @param a the first factor
     * @param m its first row
     * @param height how many of its rows, {@link #HEIGHT} at most
     * @param k its first column, which belongs to row 0
     * @param depth how many rows
     * @param width how long the rows are
     */
    void multiply(Matrix a, int m, int height, int k, int depth, int width);
}
