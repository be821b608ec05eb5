package io.github.kerasjvm.metric;

import java.util.stream.IntStream;

/**
 * Keras {@code TruePositives}, {@code FalsePositives}, {@code TrueNegatives}, {@code FalseNegatives}: how many elements
 * there are of a kind, one number for each threshold.
 *
 * @param kind which ones
 * @param thresholds above what a prediction is positive
 */
public record ConfusionCount(Kind kind, Thresholds thresholds) implements Metric {

    /** What is counted. */
    public enum Kind {
        /** Positive labels found. */
        TRUE_POSITIVES,
        /** Negative labels taken for positive. */
        FALSE_POSITIVES,
        /** Negative labels left alone. */
        TRUE_NEGATIVES,
        /** Positive labels missed. */
        FALSE_NEGATIVES
    }

    @Override
    public MetricState start() {
        return new ConfusionMetric(new Confusion(thresholds, Selection.ALL, 1, new double[0]), this::results);
    }

    private double[] results(Confusion counts) {
        return IntStream.range(0, thresholds.count())
                .mapToDouble(t -> switch (kind) {
                    case TRUE_POSITIVES -> counts.truePositives(0, t);
                    case FALSE_POSITIVES -> counts.falsePositives(0, t);
                    case TRUE_NEGATIVES -> counts.trueNegatives(0, t);
                    case FALSE_NEGATIVES -> counts.falseNegatives(0, t);
                })
                .toArray();
    }
}
