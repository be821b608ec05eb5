package io.github.kerasjvm.metric;

import io.github.kerasjvm.loss.LastActivation;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Optional;

/**
 * The mean of the values of all positions of all batches, each with its weight: {@code sum(w v) / sum(w)}, as Keras's
 * {@code MeanMetricWrapper} from 2.3 on. A mask is a weight.
 *
 * @param values what is averaged
 */
public record MeanMetric(Values values) implements Metric {

    @Override
    public Shape labelShape(Shape predictions) {
        return values.labelShape(predictions);
    }

    @Override
    public Optional<LastActivation> lookThrough() {
        return values instanceof LossValues of ? of.loss().lookThrough() : Optional.empty();
    }

    @Override
    public Metric ofLogits() {
        return values instanceof LossValues of
                ? new MeanMetric(new LossValues(of.loss().ofLogits()))
                : this;
    }

    @Override
    public MetricState start() {
        return new MetricState() {
            private final Values.Prepared function = values.prepared();
            private final WeightedMean mean = new WeightedMean();

            @Override
            public void add(Tensor predictions, Tensor labels, Optional<Tensor> weights, Optional<Tensor> mask) {
                mean.add(function.of(predictions, labels), Weights.joined(weights, mask));
            }

            @Override
            public double[] results() {
                return new double[] {mean.value()};
            }

            @Override
            public void reset() {
                mean.reset();
            }
        };
    }
}
