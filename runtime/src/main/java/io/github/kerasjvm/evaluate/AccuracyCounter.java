package io.github.kerasjvm.evaluate;

import io.github.kerasjvm.loss.BinaryCrossentropy;
import io.github.kerasjvm.loss.BinaryFocalCrossentropy;
import io.github.kerasjvm.loss.CategoricalCrossentropy;
import io.github.kerasjvm.loss.CategoricalFocalCrossentropy;
import io.github.kerasjvm.loss.CategoricalHinge;
import io.github.kerasjvm.loss.KullbackLeiblerDivergence;
import io.github.kerasjvm.loss.Labels;
import io.github.kerasjvm.loss.Loss;
import io.github.kerasjvm.loss.LossRules;
import io.github.kerasjvm.loss.OutputLoss;
import io.github.kerasjvm.loss.SparseCategoricalCrossentropy;
import io.github.kerasjvm.metric.BatchMean;
import io.github.kerasjvm.metric.BatchValues;
import io.github.kerasjvm.metric.BinaryMatches;
import io.github.kerasjvm.metric.ClassMatches;
import io.github.kerasjvm.metric.CompiledMetric;
import io.github.kerasjvm.metric.MeanMetric;
import io.github.kerasjvm.metric.Metric;
import io.github.kerasjvm.metric.TopKMatches;
import io.github.kerasjvm.metric.Values;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** Counts right decisions, batch by batch. */
final class AccuracyCounter {

    private static final int MOST_CLASSES = 1000;

    private final Accuracy.Kind kind;
    private final long[][] confusion;
    private long correct;
    private long decisions;

    private AccuracyCounter(Accuracy.Kind kind, int classes) {
        this.kind = kind;
        this.confusion = new long[classes][classes];
    }

    /** A counter for an output, if accuracy means anything for it. */
    static Optional<AccuracyCounter> of(
            Shape predictions, Optional<OutputLoss> loss, List<CompiledMetric> metrics, LossRules rules) {
        Optional<Loss> of = loss.map(OutputLoss::loss);
        Optional<Accuracy.Kind> asked = metrics.stream()
                .flatMap(metric -> kind(metric.metric()).stream())
                .findFirst();
        boolean isOther = of.isPresent() ? !ofClasses(of.get()) : predictions.last() == 1;
        if (asked.isEmpty() && isOther) {
            return Optional.empty();
        }
        Accuracy.Kind kind = asked.orElseGet(() -> kind(predictions, of, rules));
        int classes = kind == Accuracy.Kind.CATEGORICAL ? predictions.last() : predictions.last() == 1 ? 2 : 0;
        return Optional.of(new AccuracyCounter(kind, classes > MOST_CLASSES ? 0 : classes));
    }

    /** The kind of accuracy that a metric is, if it is one. */
    private static Optional<Accuracy.Kind> kind(Metric metric) {
        Optional<Values> values = metric instanceof MeanMetric mean
                ? Optional.of(mean.values())
                : metric instanceof BatchMean batch && batch.score() instanceof BatchValues score
                        ? Optional.of(score.values())
                        : Optional.empty();
        return values.flatMap(v -> v instanceof BinaryMatches
                ? Optional.of(Accuracy.Kind.BINARY)
                : v instanceof ClassMatches || v instanceof TopKMatches
                        ? Optional.of(Accuracy.Kind.CATEGORICAL)
                        : Optional.empty());
    }

    /** As compile() of each generation would resolve the word accuracy. */
    private static Accuracy.Kind kind(Shape predictions, Optional<Loss> loss, LossRules rules) {
        boolean binaryLoss = rules.accuracyByLoss()
                && loss.filter(BinaryCrossentropy.class::isInstance).isPresent();
        return predictions.last() == 1 || binaryLoss ? Accuracy.Kind.BINARY : Accuracy.Kind.CATEGORICAL;
    }

    private static boolean ofClasses(Loss loss) {
        return loss instanceof CategoricalCrossentropy
                || loss instanceof SparseCategoricalCrossentropy
                || loss instanceof BinaryCrossentropy
                || loss instanceof BinaryFocalCrossentropy
                || loss instanceof CategoricalFocalCrossentropy
                || loss instanceof CategoricalHinge
                || loss instanceof KullbackLeiblerDivergence;
    }

    /**
     * Counts a batch.
     *
     * @param predictions what the model gave
     * @param stored the labels as they are stored
     * @param mask 0 where a position is no decision
     */
    void add(Tensor predictions, Tensor stored, Optional<Tensor> mask) {
        switch (kind) {
            case BINARY -> addBinary(predictions, Labels.as(predictions.shape(), stored, predictions.shape()), mask);
            case CATEGORICAL -> {
                Shape positions = predictions.shape().without(-1);
                Tensor labels = Labels.as(positions, stored, predictions.shape());
                addClasses(Labels.largest(predictions, positions), labels, mask);
            }
        }
    }

    private void addBinary(Tensor predictions, Tensor labels, Optional<Tensor> mask) {
        for (int i = 0; i < predictions.elements(); i++) {
            int predicted = predictions.get(i) > 0.5f ? 1 : 0;
            if (counts(mask, i, predictions.elements())) {
                count(predicted, labels.get(i));
            }
        }
    }

    private void addClasses(Tensor predicted, Tensor actual, Optional<Tensor> mask) {
        for (int i = 0; i < actual.elements(); i++) {
            if (counts(mask, i, actual.elements())) {
                count((int) predicted.get(i), actual.get(i));
            }
        }
    }

    private static boolean counts(Optional<Tensor> mask, int element, int elements) {
        return mask.isEmpty() || mask.get().get(element / (elements / mask.get().elements())) != 0;
    }

    private void count(int predicted, float label) {
        decisions++;
        correct += predicted == label ? 1 : 0;
        // Labels such as 0.9 or -1 are no classes; they count as decisions alone.
        if (label >= 0 && label < confusion.length && label == (int) label) {
            confusion[(int) label][predicted]++;
        }
    }

    Accuracy result() {
        Optional<ConfusionMatrix> matrix =
                confusion.length == 0 ? Optional.empty() : Optional.of(new ConfusionMatrix(confusion));
        return new Accuracy(kind, correct, decisions, matrix);
    }
}
