package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Keras {@code AUC}: the area under a curve through the counts at all thresholds (keras-3.15 confusion_metrics.py).
 *
 * @param curve which curve
 * @param summation how the area between two thresholds is measured
 * @param thresholds from just below 0 to just above 1
 * @param labels how many labels have a curve of their own; 1 if all elements share one
 * @param labelWeights the weight of each label; empty if they count the same
 * @param fromLogits whether the model gives logits
 */
public record AreaUnderCurve(
        Curve curve,
        Summation summation,
        Thresholds thresholds,
        int labels,
        List<Double> labelWeights,
        boolean fromLogits)
        implements Metric {

    /** The curves. */
    public enum Curve {
        /** Recall over the share of false positives. */
        ROC,
        /** Precision over recall. */
        PR,
        /** Gain of precision over gain of recall. */
        PRGAIN
    }

    /** The measures between two thresholds. */
    public enum Summation {
        /** By the mean of both heights; between counts for precision and recall. */
        INTERPOLATION,
        /** By the lower height. */
        MINORING,
        /** By the higher height. */
        MAJORING
    }

    /** Keeps its own copy. */
    public AreaUnderCurve {
        labelWeights = List.copyOf(labelWeights);
    }

    @Override
    public MetricState start() {
        // Labels with curves of their own are weighted in the end, labels that share one are weighted as samples.
        double[] factors = labels == 1 ? weightsOfLabels() : new double[0];
        Confusion counts = new Confusion(thresholds, Selection.ALL, labels, factors);
        MetricState state = new ConfusionMetric(counts, found -> new double[] {result(found)});
        return fromLogits ? new OfLogits(state) : state;
    }

    private double[] weightsOfLabels() {
        return labelWeights.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private double result(Confusion counts) {
        double[] areas = IntStream.range(0, labels)
                .mapToDouble(label -> area(counts, label))
                .toArray();
        if (labels == 1 || labelWeights.isEmpty()) {
            return Arrays.stream(areas).sum() / labels;
        }
        double[] weights = weightsOfLabels();
        double sum = IntStream.range(0, labels)
                .mapToDouble(i -> areas[i] * weights[i])
                .sum();
        return Ratio.of(sum, Arrays.stream(weights).sum());
    }

    private double area(Confusion counts, int label) {
        boolean betweenCounts = curve == Curve.PR && summation == Summation.INTERPOLATION;
        return IntStream.range(0, thresholds.count() - 1)
                .mapToDouble(t -> betweenCounts ? precisionPart(counts, label, t) : part(counts, label, t))
                .sum();
    }

    private double part(Confusion counts, int label, int t) {
        double left = height(counts, label, t);
        double right = height(counts, label, t + 1);
        double height =
                switch (summation) {
                    case INTERPOLATION -> (left + right) / 2;
                    case MINORING -> Math.min(left, right);
                    case MAJORING -> Math.max(left, right);
                };
        return (along(counts, label, t) - along(counts, label, t + 1)) * height;
    }

    private double along(Confusion counts, int label, int t) {
        return switch (curve) {
            case ROC -> counts.fallout(label, t);
            case PR -> counts.recall(label, t);
            case PRGAIN -> Math.max(0, gain(counts, label, t, counts.falseNegatives(label, t), 0));
        };
    }

    private double height(Confusion counts, int label, int t) {
        return switch (curve) {
            case ROC -> counts.recall(label, t);
            case PR -> counts.precision(label, t);
            case PRGAIN -> gain(counts, label, t, counts.falsePositives(label, t), 1);
        };
    }

    private static double gain(Confusion counts, int label, int t, double errors, double withoutAny) {
        double found = counts.truePositives(label, t);
        double positives = found + counts.falseNegatives(label, t);
        double negatives = counts.trueNegatives(label, t) + counts.falsePositives(label, t);
        return found == 0 ? withoutAny : 1 - Ratio.of(positives, negatives) * Ratio.of(errors, found);
    }

    /** Between two thresholds, true and all positives change evenly, not their ratio (Davis and Goadrich 2006). */
    private static double precisionPart(Confusion counts, int label, int t) {
        double found = counts.truePositives(label, t + 1);
        double change = counts.truePositives(label, t) - found;
        double all = found + counts.falsePositives(label, t + 1);
        double before = counts.truePositives(label, t) + counts.falsePositives(label, t);
        double slope = Ratio.of(change, Math.max(0, before - all));
        double intercept = found - slope * all;
        double ratio = before > 0 && all > 0 ? before / all : 1;
        double positives = Math.max(0, found + counts.falseNegatives(label, t + 1));
        return Ratio.of(slope * (change + intercept * Math.log(ratio)), positives);
    }

    /** Turns logits into probabilities first. */
    private record OfLogits(MetricState state) implements MetricState {

        @Override
        public void add(Tensor predictions, Tensor labels, Optional<Tensor> weights, Optional<Tensor> mask) {
            float[] probabilities = predictions.toArray();
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] = (float) (1 / (1 + Math.exp(-probabilities[i])));
            }
            state.add(Tensor.owning(predictions.shape(), probabilities), labels, weights, mask);
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
