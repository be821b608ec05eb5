package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Optional;

/**
 * The mean over batches of what each batch gives, weighted by its rows: metrics of Keras up to 2.2, which keeps nothing
 * from batch to batch. With weights, with a mask, or for a score that is no mean, it differs from the same metric over all
 * rows at once, and depends on the batch size.
 *
 * @param score what one batch gives
 */
public record BatchMean(BatchScore score) implements Metric {

    @Override
    public Shape labelShape(Shape predictions) {
        return score.labelShape(predictions);
    }

    @Override
    public MetricState start() {
        return new MetricState() {
            private final BatchScore.Prepared ready = score.prepared();
            private double sum;
            private long rows;

            @Override
            public void add(Tensor predictions, Tensor labels, Optional<Tensor> weights, Optional<Tensor> mask) {
                int batch = predictions.shape().size(0);
                sum += batch * ready.of(predictions, labels, weights, mask);
                rows += batch;
            }

            @Override
            public double[] results() {
                return new double[] {Ratio.of(sum, rows)};
            }

            @Override
            public void reset() {
                sum = 0;
                rows = 0;
            }
        };
    }
}
