package io.github.kerasjvm.metric;

import io.github.kerasjvm.loss.Labels;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Keras {@code categorical_accuracy} and {@code sparse_categorical_accuracy}: 1 where the largest element of a position
 * is that of its class.
 *
 * @param sparse whether labels are class indices; else the place of their largest element is the class
 */
public record ClassMatches(boolean sparse) implements Values {

    @Override
    public Shape labelShape(Shape predictions) {
        return sparse ? predictions.without(-1) : predictions;
    }

    @Override
    public double[] of(Tensor predictions, Tensor labels) {
        int width = predictions.shape().last();
        return IntStream.range(0, predictions.elements() / width)
                .mapToDouble(i -> Labels.largest(predictions, i, width) == actual(labels, i, width) ? 1 : 0)
                .toArray();
    }

    private float actual(Tensor labels, int position, int width) {
        return sparse ? labels.get(position) : Labels.largest(labels, position, width);
    }
}
