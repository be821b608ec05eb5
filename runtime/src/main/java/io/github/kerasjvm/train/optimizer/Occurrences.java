package io.github.kerasjvm.train.optimizer;

/**
 * The rows of an embedding that a batch looks up, each time with the gradient of what the lookup gave. Their sums are
 * the gradient of the embedding; optimizers on TensorFlow see more than the sums. None for an embedding with another
 * gradient as well, such as that of a regulariser.
 *
 * @param parameter the embedding's number in the layout, {@code [rows, width]}
 * @param rows the row of each lookup, in the order of the batch
 * @param gradients {@code [lookups, width]}; not changed
 */
public record Occurrences(int parameter, int[] rows, float[] gradients) {

    /**
     * Checks that the sizes fit.
     *
     * @param parameter the embedding's number in the layout
     * @param rows the row of each lookup
     * @param gradients {@code [lookups, width]}
     * @throws IllegalArgumentException if there is not one gradient for each row
     */
    public Occurrences {
        if (rows.length == 0 ? gradients.length > 0 : gradients.length % rows.length != 0) {
            throw new IllegalArgumentException(gradients.length + " gradients for " + rows.length + " rows");
        }
    }

    int width() {
        return rows.length == 0 ? 0 : gradients.length / rows.length;
    }

    Occurrences copy() {
        return new Occurrences(parameter, rows, gradients.clone());
    }
}
