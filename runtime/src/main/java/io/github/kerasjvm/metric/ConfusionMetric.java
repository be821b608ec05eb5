package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Tensor;
import java.util.Optional;
import java.util.function.Function;

/** The state of a metric that is computed from counts of right and wrong decisions. */
final class ConfusionMetric implements MetricState {

    private final Confusion counts;
    private final Function<Confusion, double[]> result;

    ConfusionMetric(Confusion counts, Function<Confusion, double[]> result) {
        this.counts = counts;
        this.result = result;
    }

    @Override
    public void add(Tensor predictions, Tensor labels, Optional<Tensor> weights, Optional<Tensor> mask) {
        counts.add(predictions, labels, Weights.joined(weights, mask));
    }

    @Override
    public double[] results() {
        return result.apply(counts);
    }

    @Override
    public void reset() {
        counts.reset();
    }
}
