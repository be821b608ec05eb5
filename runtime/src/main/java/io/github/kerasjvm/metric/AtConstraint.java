package io.github.kerasjvm.metric;

import java.util.stream.IntStream;

/**
 * Keras {@code SensitivityAtSpecificity} and its kin: the best value of one share at the thresholds where another is at
 * least so much.
 *
 * @param kind which shares
 * @param least what the constrained share has to reach, 0 to 1
 * @param nearest whether the threshold is taken where the constrained share is nearest to that, below or above: Keras 2.3
 *     and TensorFlow before 2.3
 * @param thresholds above what a prediction is positive
 * @param selection which elements count
 */
public record AtConstraint(Kind kind, double least, boolean nearest, Thresholds thresholds, Selection selection)
        implements Metric {

    /** What is found, and what is constrained. */
    public enum Kind {
        /** Sensitivity at a specificity. */
        SENSITIVITY_AT_SPECIFICITY,
        /** Specificity at a sensitivity. */
        SPECIFICITY_AT_SENSITIVITY,
        /** Precision at a recall. */
        PRECISION_AT_RECALL,
        /** Recall at a precision. */
        RECALL_AT_PRECISION
    }

    @Override
    public MetricState start() {
        return new ConfusionMetric(new Confusion(thresholds, selection, 1, new double[0]), counts ->
                new double[] {nearest ? atNearest(counts) : best(counts)});
    }

    private double best(Confusion counts) {
        return IntStream.range(0, thresholds.count())
                // Keras compares in float32: 0.6 as a share of 3 in 5 is not below 0.6 there.
                .filter(t -> (float) constrained(counts, t) >= (float) least)
                .mapToDouble(t -> found(counts, t))
                .max()
                .orElse(0);
    }

    private double atNearest(Confusion counts) {
        int best = 0;
        for (int t = 1; t < thresholds.count(); t++) {
            best = distance(counts, t) < distance(counts, best) ? t : best;
        }
        return found(counts, best);
    }

    private float distance(Confusion counts, int threshold) {
        return Math.abs((float) constrained(counts, threshold) - (float) least);
    }

    private double found(Confusion counts, int t) {
        return switch (kind) {
            case SENSITIVITY_AT_SPECIFICITY, RECALL_AT_PRECISION -> counts.recall(0, t);
            case SPECIFICITY_AT_SENSITIVITY -> counts.specificity(0, t);
            case PRECISION_AT_RECALL -> counts.precision(0, t);
        };
    }

    private double constrained(Confusion counts, int t) {
        return switch (kind) {
            case SENSITIVITY_AT_SPECIFICITY -> counts.specificity(0, t);
            case SPECIFICITY_AT_SENSITIVITY, PRECISION_AT_RECALL -> counts.recall(0, t);
            case RECALL_AT_PRECISION -> counts.precision(0, t);
        };
    }
}
