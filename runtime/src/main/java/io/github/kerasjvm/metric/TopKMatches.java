package io.github.kerasjvm.metric;

import io.github.kerasjvm.loss.Labels;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Keras {@code top_k_categorical_accuracy} and its sparse form: 1 where fewer than k elements of a position are larger
 * than that of its class, as {@code tf.math.in_top_k} counts.
 *
 * @param k how many may be named, 1 or more
 * @param sparse whether labels are class indices; else the place of their largest element is the class
 */
public record TopKMatches(int k, boolean sparse) implements Values {

    @Override
    public Shape labelShape(Shape predictions) {
        return sparse ? predictions.without(-1) : predictions;
    }

    @Override
    public double[] of(Tensor predictions, Tensor labels) {
        int width = predictions.shape().last();
        return IntStream.range(0, predictions.elements() / width)
                .mapToDouble(i -> isNamed(predictions, i, width, actual(labels, i, width)) ? 1 : 0)
                .toArray();
    }

    private int actual(Tensor labels, int position, int width) {
        return sparse ? (int) labels.get(position) : Labels.largest(labels, position, width);
    }

    private boolean isNamed(Tensor predictions, int position, int width, int actual) {
        float own = actual < 0 || actual >= width ? Float.NaN : predictions.get(position * width + actual);
        int larger = 0;
        for (int j = 0; j < width; j++) {
            larger += predictions.get(position * width + j) > own ? 1 : 0;
        }
        return Float.isFinite(own) && larger < k;
    }
}
