package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;

/** What a metric averages: a function of labels and predictions that gives a value for each position or element. */
public sealed interface Values permits BinaryMatches, ClassMatches, Correlation, EqualMatches, LossValues, TopKMatches {

    /**
     * The values of a batch.
     *
     * @param predictions what the model gave, {@code [batch, …]}
     * @param labels the labels, of {@link #labelShape}
     * @return the values, row by row, as many in each row
     */
    double[] of(Tensor predictions, Tensor labels);

    /**
     * The shape of the labels.
     *
     * @param predictions the shape of what the model gives
     * @return the same, but where labels are class indices
     */
    default Shape labelShape(Shape predictions) {
        return predictions;
    }

    /** Gives the values of batch after batch, for one thread. */
    @FunctionalInterface
    interface Prepared {

        /**
         * The values of a batch.
         *
         * @param predictions what the model gave
         * @param labels the labels
         * @return the values
         */
        double[] of(Tensor predictions, Tensor labels);
    }

    /**
     * The same function, made ready for many batches.
     *
     * @return the function
     */
    default Prepared prepared() {
        return this::of;
    }
}
