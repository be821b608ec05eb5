package io.github.kerasjvm.train.optimizer;

/** What becomes of the rows of an embedding that a batch looks up: TensorFlow's gradients list them one by one. */
enum Repeats {
    /** They are summed first; the gradient is as any other. */
    SUMMED,
    /** They are bounded one by one, then summed (tf.keras since 2.11). */
    SUMMED_LATE,
    /** As {@link #SUMMED_LATE}, and some optimizers leave rows alone that the batch does not look up (before 2.11). */
    ROWS,
    /** They are bounded one by one, and squares and absolutes are taken one by one (Keras 3 on TensorFlow). */
    APART
}
