package io.github.kerasjvm.loss;

/** How the losses of all positions of a batch become one number. */
public enum Reduction {
    /** Their mean: {@code sum_over_batch_size}, {@code auto}, {@code mean}. */
    MEAN,
    /** Their sum: {@code sum}. */
    SUM
}
