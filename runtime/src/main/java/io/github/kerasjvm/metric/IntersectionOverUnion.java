package io.github.kerasjvm.metric;

import io.github.kerasjvm.loss.Labels;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Keras {@code IoU}, {@code MeanIoU}, {@code OneHotIoU}, {@code OneHotMeanIoU}, {@code BinaryIoU}: of all positions that
 * are of a class or are taken for it, the share of those where both is so; the mean over some classes (keras-3.15
 * iou_metrics.py).
 *
 * @param classes how many classes there are
 * @param targets the classes that count
 * @param ignored the class of labels that are left out
 * @param labelForm what labels are
 * @param predictionForm what predictions are
 * @param threshold from which on a prediction is of class 1, for two classes; empty to take predictions as they are
 * @param rules where generations differ
 */
public record IntersectionOverUnion(
        int classes,
        List<Integer> targets,
        OptionalInt ignored,
        Form labelForm,
        Form predictionForm,
        OptionalDouble threshold,
        Rules rules)
        implements Metric {

    /** What stands for a class. */
    public enum Form {
        /** Its index. */
        INDEX,
        /** The place of the largest element along the last axis. */
        LARGEST
    }

    /**
     * Where generations differ.
     *
     * @param wholeWeights whether weights lose their fractions, as counts are whole numbers
     * @param epsilon what is added to divisors: 1e-7 in Keras 3, 0 in tf.keras, where a quotient by 0 is 0
     */
    public record Rules(boolean wholeWeights, double epsilon) {}

    /** Keeps its own copy. */
    public IntersectionOverUnion {
        targets = List.copyOf(targets);
    }

    @Override
    public Shape labelShape(Shape predictions) {
        return labelForm == Form.INDEX && predictionForm == Form.LARGEST ? predictions.without(-1) : predictions;
    }

    @Override
    public MetricState start() {
        return new State(this);
    }

    private static final class State implements MetricState {

        private final IntersectionOverUnion metric;
        /** By label and prediction. */
        private final double[][] counts;

        private State(IntersectionOverUnion metric) {
            this.metric = metric;
            this.counts = new double[metric.classes][metric.classes];
        }

        @Override
        public void add(Tensor predictions, Tensor labels, Optional<Tensor> weights, Optional<Tensor> mask) {
            int[] actual = classes(labels, metric.labelForm, OptionalDouble.empty());
            int[] predicted = classes(predictions, metric.predictionForm, metric.threshold);
            if (actual.length != predicted.length) {
                throw new IllegalArgumentException("labels for " + actual.length + " positions and predictions for "
                        + predicted.length + "; expected as many");
            }
            Weights own = Weights.over(Weights.joined(weights, mask), actual.length);
            for (int i = 0; i < actual.length; i++) {
                boolean isLeftOut = metric.ignored.isPresent() && actual[i] == metric.ignored.getAsInt();
                if (isClass(actual[i]) && isClass(predicted[i]) && !isLeftOut) {
                    counts[actual[i]][predicted[i]] += metric.rules.wholeWeights ? (int) own.of(i) : own.of(i);
                }
            }
        }

        private boolean isClass(int index) {
            return index >= 0 && index < metric.classes;
        }

        private static int[] classes(Tensor values, Form form, OptionalDouble threshold) {
            int width = form == Form.LARGEST ? values.shape().last() : 1;
            int[] classes = new int[values.elements() / width];
            Arrays.setAll(classes, i -> switch (form) {
                case LARGEST -> Labels.largest(values, i, width);
                case INDEX ->
                    threshold.isEmpty()
                            ? (int) values.get(i)
                            : values.get(i) >= (float) threshold.getAsDouble() ? 1 : 0;
            });
            return classes;
        }

        @Override
        public double[] results() {
            double sum = 0;
            int valid = 0;
            for (int target : metric.targets) {
                double union = union(target);
                sum += union == 0 ? 0 : counts[target][target] / (union + metric.rules.epsilon);
                valid += union == 0 ? 0 : 1;
            }
            return new double[] {Ratio.of(sum, valid + metric.rules.epsilon)};
        }

        private double union(int target) {
            double union = -counts[target][target];
            for (int i = 0; i < metric.classes; i++) {
                union += counts[target][i] + counts[i][target];
            }
            return union;
        }

        @Override
        public void reset() {
            Arrays.stream(counts).forEach(row -> Arrays.fill(row, 0));
        }
    }
}
