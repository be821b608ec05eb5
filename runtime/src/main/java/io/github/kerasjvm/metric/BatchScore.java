package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Optional;

/** What one batch gives in a Keras whose metrics keep nothing from batch to batch. */
public sealed interface BatchScore permits BatchCount, BatchValues {

    /**
     * The score of a batch.
     *
     * @param predictions what the model gave, {@code [batch, …]}
     * @param labels the labels, of {@link #labelShape}
     * @param weights the weights of rows or positions
     * @param mask 1 where a position counts
     * @return the score; not a number where Keras divides by 0
     */
    double of(Tensor predictions, Tensor labels, Optional<Tensor> weights, Optional<Tensor> mask);

    /**
     * The shape of the labels.
     *
     * @param predictions the shape of what the model gives
     * @return the same, but where labels are class indices
     */
    default Shape labelShape(Shape predictions) {
        return predictions;
    }

    /** Gives the scores of batch after batch, for one thread. */
    @FunctionalInterface
    interface Prepared {

        /**
         * The score of a batch.
         *
         * @param predictions what the model gave
         * @param labels the labels
         * @param weights the weights of rows or positions
         * @param mask 1 where a position counts
         * @return the score
         */
        double of(Tensor predictions, Tensor labels, Optional<Tensor> weights, Optional<Tensor> mask);
    }

    /**
     * The same score, made ready for many batches.
     *
     * @return the score
     */
    default Prepared prepared() {
        return this::of;
    }
}
