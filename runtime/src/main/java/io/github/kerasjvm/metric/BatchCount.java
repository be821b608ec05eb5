package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Tensor;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The scores of Keras 1 that count rounded labels and predictions of all elements of a batch (keras-1.2 metrics.py).
 *
 * @param kind which one
 */
public record BatchCount(Kind kind) implements BatchScore {

    private static final double EPSILON = 1e-7;

    /** The scores. */
    public enum Kind {
        /** {@code precision}. */
        PRECISION,
        /** {@code recall}. */
        RECALL,
        /** {@code fbeta_score} with beta 1, {@code fmeasure}. */
        F1,
        /** {@code matthews_correlation}. */
        MATTHEWS
    }

    @Override
    public double of(Tensor predictions, Tensor labels, Optional<Tensor> weights, Optional<Tensor> mask) {
        int count = predictions.elements();
        IntToDoubleFunction actual = i -> rounded(labels.get(i));
        IntToDoubleFunction predicted = i -> rounded(predictions.get(i));
        if (kind == Kind.MATTHEWS) {
            return matthews(count, actual, predicted);
        }
        double both = sum(count, i -> rounded(labels.get(i) * predictions.get(i)));
        double precision = both / (sum(count, predicted) + EPSILON);
        double recall = both / (sum(count, actual) + EPSILON);
        return switch (kind) {
            case PRECISION -> precision;
            case RECALL -> recall;
            case F1, MATTHEWS -> 2 * (precision * recall) / (precision + recall + EPSILON);
        };
    }

    private static double matthews(int count, IntToDoubleFunction actual, IntToDoubleFunction predicted) {
        double tp = sum(count, i -> actual.applyAsDouble(i) * predicted.applyAsDouble(i));
        double fn = sum(count, actual) - tp;
        double fp = sum(count, predicted) - tp;
        double tn = count - tp - fn - fp;
        double root = Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
        return (tp * tn - fp * fn) / (root + EPSILON);
    }

    private static double sum(int count, IntToDoubleFunction values) {
        return IntStream.range(0, count).mapToDouble(values).sum();
    }

    private static double rounded(float value) {
        return Math.rint(Math.max(0, Math.min(1, value)));
    }
}
