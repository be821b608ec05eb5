package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Keras 3 {@code pearson_correlation} and {@code concordance_correlation} along the last axis
 * (keras-3.15 correlation_metrics.py).
 *
 * @param concordance whether shift and scale count, too
 */
public record Correlation(boolean concordance) implements Values {

    private static final double EPSILON = 1e-7;

    @Override
    public double[] of(Tensor predictions, Tensor labels) {
        int width = predictions.shape().last();
        return IntStream.range(0, predictions.elements() / width)
                .mapToDouble(i -> of(predictions, labels, i * width, width))
                .toArray();
    }

    private double of(Tensor predictions, Tensor labels, int from, int width) {
        double x = mean(labels, from, width);
        double y = mean(predictions, from, width);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        double shifted = 0;
        for (int i = from; i < from + width; i++) {
            double dx = labels.get(i) - x;
            double dy = predictions.get(i) - y;
            xx += dx * dx / width;
            yy += dy * dy / width;
            xy += dx * dy / width;
            // As Keras 3.15 has it: the labels are held against the mean of the predictions.
            shifted += (labels.get(i) - y) * dy / width;
        }
        return concordance ? 2 * shifted / (xx + yy + (x - y) * (x - y) + EPSILON) : xy / Math.sqrt(xx) / Math.sqrt(yy);
    }

    private static double mean(Tensor values, int from, int width) {
        return IntStream.range(from, from + width).mapToDouble(values::get).sum() / width;
    }
}
