package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Tensor;
import java.util.Optional;

/**
 * What a metric has summed up so far, as {@code update_state}, {@code result} and {@code reset_state} of Keras. Sums are
 * made in float64. Not thread-safe.
 */
public interface MetricState {

    /**
     * Takes in one batch.
     *
     * @param predictions what the model gave, {@code [batch, …]}
     * @param labels the labels, of {@link Metric#labelShape}
     * @param weights the weights of the rows, {@code [batch]}, or of positions, {@code [batch, steps]}; empty if all count
     *     the same
     * @param mask 1 where a position of the output counts and 0 where it does not, {@code [batch, steps]}
     * @throws IllegalArgumentException if the shapes do not belong together
     */
    void add(Tensor predictions, Tensor labels, Optional<Tensor> weights, Optional<Tensor> mask);

    /**
     * What Keras reports: one number, or one for each threshold, class or regressor.
     *
     * @return one number or more; 0 or not a number, as Keras gives it, if there was nothing to count
     */
    double[] results();

    /** Forgets everything. */
    void reset();

    /**
     * What Keras reports, where that is one number.
     *
     * @return the number
     * @throws IllegalStateException if there are several
     */
    default double result() {
        double[] all = results();
        if (all.length != 1) {
            throw new IllegalStateException("the metric gives " + all.length + " numbers; ask for results()");
        }
        return all[0];
    }
}
