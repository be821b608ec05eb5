package io.github.kerasjvm.engine.reference;

/** The matrix product {@code [m, k] · [k, n]}, added to a result, in blocks. */
final class Product {

    /** Rows shorter than this are worth a transposition when the columns are longer. */
    private static final int SHORT = 32;

    private Product() {}

    /**
     * Adds the product of two matrices to a third.
     *
     * @param m the rows of the result
     * @param k the columns of the first factor
     * @param n the columns of the result
     * @param a the first factor
     * @param b the second factor
     * @param c the result
     * @param panel working memory
     */
    static void add(int m, int k, int n, Matrix a, Matrix b, Matrix c, Panel panel) {
        if (n < m && n < SHORT) {
            blocks(n, k, m, b.transposed(), a.transposed(), c.transposed(), panel);
        } else {
            blocks(m, k, n, a, b, c, panel);
        }
    }

    /** The same for a second factor and a result that are not simple matrices. */
    static void blocks(int m, int k, int n, Matrix a, Rows b, Sink c, Panel panel) {
        for (int column = 0; column < n; column += Panel.WIDTH) {
            int width = Math.min(Panel.WIDTH, n - column);
            for (int row = 0; row < k; row += Panel.DEPTH) {
                int depth = Math.min(Panel.DEPTH, k - row);
                for (int i = 0; i < depth; i++) {
                    b.fill(row + i, column, width, panel.row(i));
                }
                for (int top = 0; top < m; top += Panel.HEIGHT) {
                    int height = Math.min(Panel.HEIGHT, m - top);
                    panel.multiply(a, top, height, row, depth, width);
                    for (int i = 0; i < height; i++) {
                        c.add(top + i, column, width, panel.sum(i));
                    }
                }
            }
        }
    }
}
