package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Tensor;
import java.util.Optional;
import java.util.stream.IntStream;

/** Keras {@code RootMeanSquaredError}: the root of the mean of the squared errors of all elements of all batches. */
public record RootMeanSquaredError() implements Metric {

    @Override
    public MetricState start() {
        return new MetricState() {
            private final WeightedMean mean = new WeightedMean();

            @Override
            public void add(Tensor predictions, Tensor labels, Optional<Tensor> weights, Optional<Tensor> mask) {
                mean.add(squares(predictions, labels), Weights.joined(weights, mask));
            }

            @Override
            public double[] results() {
                return new double[] {Math.sqrt(mean.value())};
            }

            @Override
            public void reset() {
                mean.reset();
            }
        };
    }

    private static double[] squares(Tensor predictions, Tensor labels) {
        return IntStream.range(0, predictions.elements())
                .mapToDouble(i -> (double) predictions.get(i) - labels.get(i))
                .map(error -> error * error)
                .toArray();
    }
}
