package io.github.kerasjvm.metric;

import java.util.stream.IntStream;

/**
 * Keras {@code Precision} and {@code Recall}: the share of right ones among elements taken for positive, or of those found
 * among positive ones; one number for each threshold.
 *
 * @param isRecall which of both
 * @param thresholds above what a prediction is positive
 * @param selection which elements count
 */
public record PrecisionOrRecall(boolean isRecall, Thresholds thresholds, Selection selection) implements Metric {

    @Override
    public MetricState start() {
        return new ConfusionMetric(
                new Confusion(thresholds, selection, 1, new double[0]), counts -> IntStream.range(0, thresholds.count())
                        .mapToDouble(t -> isRecall ? counts.recall(0, t) : counts.precision(0, t))
                        .toArray());
    }
}
