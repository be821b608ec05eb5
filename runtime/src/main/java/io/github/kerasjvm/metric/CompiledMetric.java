package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Tensor;
import java.util.Optional;

/**
 * A metric that a model was compiled with.
 *
 * @param name the name under which this generation of Keras reports it: {@code acc}, {@code out_mae}
 * @param output which output it is of, from 0
 * @param weighted whether sample weights count for it: it stands in {@code weighted_metrics}
 * @param masked whether the mask of the output counts for it
 * @param metric what is computed
 */
public record CompiledMetric(String name, int output, boolean weighted, boolean masked, Metric metric) {

    /**
     * A new state that has seen nothing. It may be given weights and mask in any case; it takes those that count.
     *
     * @return the state
     */
    public MetricState start() {
        return new Filtered(this, metric.start());
    }

    /**
     * This metric for logits, where it looks through an activation.
     *
     * @return the metric of logits, under the same name
     */
    public CompiledMetric ofLogits() {
        return new CompiledMetric(name, output, weighted, masked, metric.ofLogits());
    }

    CompiledMetric named(String other) {
        return new CompiledMetric(other, output, weighted, masked, metric);
    }

    private record Filtered(CompiledMetric of, MetricState state) implements MetricState {

        @Override
        public void add(Tensor predictions, Tensor labels, Optional<Tensor> weights, Optional<Tensor> mask) {
            state.add(
                    predictions, labels, of.weighted ? weights : Optional.empty(), of.masked ? mask : Optional.empty());
        }

        @Override
        public double[] results() {
            return state.results();
        }

        @Override
        public void reset() {
            state.reset();
        }
    }
}
