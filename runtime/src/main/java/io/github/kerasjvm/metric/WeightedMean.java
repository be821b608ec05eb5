package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Tensor;
import java.util.Optional;

/** A mean with weights over batches. */
final class WeightedMean {

    private double sum;
    private double count;

    void add(double[] values, Optional<Tensor> weights) {
        Weights own = Weights.over(weights, values.length);
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * own.of(i);
            count += own.of(i);
        }
    }

    /** The mean; 0 if nothing counts, as Keras divides. */
    double value() {
        return Ratio.of(sum, count);
    }

    void reset() {
        sum = 0;
        count = 0;
    }
}
