package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Keras {@code FBetaScore} and {@code F1Score} of outputs {@code [batch, classes]} (keras-3.15 f_score_metrics.py).
 *
 * @param average how classes become one number
 * @param beta how much more recall counts than precision
 * @param threshold above what a prediction is positive; empty to take the largest of each row
 * @param epsilon what is added to divisors: 1e-7 in Keras 3, 0 in tf.keras, where a quotient by 0 is 0
 */
public record FBetaScore(Average average, double beta, OptionalDouble threshold, double epsilon) implements Metric {

    /** How classes become one number. */
    public enum Average {
        /** Not at all: one number for each. */
        NONE,
        /** From the counts of all classes together. */
        MICRO,
        /** By the mean. */
        MACRO,
        /** By the mean weighted by the labels of each. */
        WEIGHTED
    }

    @Override
    public MetricState start() {
        return new State(this);
    }

    private static final class State implements MetricState {

        private final FBetaScore metric;
        /** For each class; as long as the first batch says. */
        private double[] both = new double[0];

        private double[] predicted = new double[0];
        private double[] actual = new double[0];

        private State(FBetaScore metric) {
            this.metric = metric;
        }

        @Override
        public void add(Tensor predictions, Tensor labels, Optional<Tensor> weights, Optional<Tensor> mask) {
            int width = predictions.shape().last();
            boolean apart = metric.average != Average.MICRO;
            if (both.length == 0) {
                both = new double[apart ? width : 1];
                predicted = new double[both.length];
                actual = new double[both.length];
            }
            Weights own = Weights.over(Weights.joined(weights, mask), predictions.elements());
            for (int i = 0; i < predictions.elements(); i++) {
                int at = apart ? i % width : 0;
                boolean isTaken = isTaken(predictions, i, width);
                double weight = own.of(i);
                both[at] += isTaken ? weight * labels.get(i) : 0;
                predicted[at] += isTaken ? weight : 0;
                actual[at] += weight * labels.get(i);
            }
        }

        private boolean isTaken(Tensor predictions, int index, int width) {
            float prediction = predictions.get(index);
            if (metric.threshold.isPresent()) {
                return prediction > (float) metric.threshold.getAsDouble();
            }
            int from = index - index % width;
            return Math.abs(prediction) > 1e-9f
                    && IntStream.range(from, from + width).allMatch(i -> prediction >= predictions.get(i));
        }

        @Override
        public double[] results() {
            double[] scores =
                    IntStream.range(0, both.length).mapToDouble(this::score).toArray();
            return switch (metric.average) {
                case NONE -> scores;
                case MICRO, MACRO ->
                    new double[] {Arrays.stream(scores).average().orElse(0)};
                case WEIGHTED -> new double[] {weighted(scores)};
            };
        }

        private double score(int at) {
            double squared = metric.beta * metric.beta;
            double precision = over(both[at], predicted[at]);
            double recall = over(both[at], actual[at]);
            return over(precision * recall, squared * precision + recall) * (1 + squared);
        }

        private double weighted(double[] scores) {
            double all = Arrays.stream(actual).sum();
            return IntStream.range(0, scores.length)
                    .mapToDouble(i -> scores[i] * over(actual[i], all))
                    .sum();
        }

        private double over(double dividend, double divisor) {
            return Ratio.of(dividend, divisor + metric.epsilon);
        }

        @Override
        public void reset() {
            both = new double[0];
        }
    }
}
