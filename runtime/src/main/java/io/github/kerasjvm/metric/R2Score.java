package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Keras {@code R2Score} of outputs {@code [batch, features]}: 1 minus the squared errors over the squared deviations of
 * the labels from their mean (keras-3.15 regression_metrics.py).
 *
 * @param average how features become one number
 * @param regressors how many independent regressors the adjusted score takes off; 0 for the score as it is
 */
public record R2Score(Average average, int regressors) implements Metric {

    /** How features become one number. */
    public enum Average {
        /** Not at all: one number for each. */
        NONE,
        /** By the mean. */
        UNIFORM,
        /** By the mean weighted by the deviations of each. */
        BY_VARIANCE
    }

    @Override
    public MetricState start() {
        return new State(this);
    }

    private static final class State implements MetricState {

        private final R2Score metric;
        /** For each feature; as long as the first batch says. */
        private double[] counts = new double[0];

        private double[] sums = new double[0];
        private double[] squares = new double[0];
        private double[] errors = new double[0];
        private long samples;

        private State(R2Score metric) {
            this.metric = metric;
        }

        @Override
        public void add(Tensor predictions, Tensor labels, Optional<Tensor> weights, Optional<Tensor> mask) {
            int width = predictions.shape().last();
            if (counts.length == 0) {
                counts = new double[width];
                sums = new double[width];
                squares = new double[width];
                errors = new double[width];
            }
            Weights own = Weights.over(Weights.joined(weights, mask), predictions.elements());
            for (int i = 0; i < predictions.elements(); i++) {
                double label = labels.get(i);
                double error = label - predictions.get(i);
                counts[i % width] += own.of(i);
                sums[i % width] += own.of(i) * label;
                squares[i % width] += own.of(i) * label * label;
                errors[i % width] += own.of(i) * error * error;
            }
            // As Keras counts them: elements, not rows.
            samples += predictions.elements();
        }

        @Override
        public double[] results() {
            double[] scores =
                    IntStream.range(0, counts.length).mapToDouble(this::score).toArray();
            double[] joined =
                    switch (metric.average) {
                        case NONE -> scores;
                        case UNIFORM ->
                            new double[] {Arrays.stream(scores).average().orElse(Double.NaN)};
                        case BY_VARIANCE -> new double[] {weighted(scores)};
                    };
            return Arrays.stream(joined).map(this::adjusted).toArray();
        }

        private double deviation(int feature) {
            return squares[feature] - sums[feature] * sums[feature] / counts[feature];
        }

        private double score(int feature) {
            double score = 1 - errors[feature] / deviation(feature);
            return Double.isInfinite(score) ? 0 : score;
        }

        private double weighted(double[] scores) {
            double sum = IntStream.range(0, scores.length)
                    .mapToDouble(i -> deviation(i) * scores[i])
                    .sum();
            return sum
                    / IntStream.range(0, scores.length)
                            .mapToDouble(this::deviation)
                            .sum();
        }

        private double adjusted(double score) {
            boolean adjusts = metric.regressors != 0 && metric.regressors < samples - 1;
            return adjusts ? 1 - (1 - score) * (samples - 1.0) / (samples - metric.regressors - 1.0) : score;
        }

        @Override
        public void reset() {
            counts = new double[0];
            samples = 0;
        }
    }
}
