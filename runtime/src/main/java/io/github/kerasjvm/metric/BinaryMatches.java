package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Keras {@code binary_accuracy}: 1 where the class that an element means equals its label.
 *
 * @param threshold above which an element means 1
 * @param rounds whether elements are rounded instead, 0.5 to 0 and 1.6 to 2: Keras up to 2.3 for the threshold 0.5
 */
public record BinaryMatches(float threshold, boolean rounds) implements Values {

    @Override
    public double[] of(Tensor predictions, Tensor labels) {
        return IntStream.range(0, predictions.elements())
                .mapToDouble(i -> meant(predictions.get(i)) == labels.get(i) ? 1 : 0)
                .toArray();
    }

    private float meant(float prediction) {
        return rounds ? (float) Math.rint(prediction) : prediction > threshold ? 1 : 0;
    }
}
