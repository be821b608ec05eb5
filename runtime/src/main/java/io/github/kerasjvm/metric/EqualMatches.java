package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Tensor;
import java.util.stream.IntStream;

/** Keras {@code metrics.Accuracy}: 1 where an element equals its label. */
public record EqualMatches() implements Values {

    @Override
    public double[] of(Tensor predictions, Tensor labels) {
        return IntStream.range(0, predictions.elements())
                .mapToDouble(i -> predictions.get(i) == labels.get(i) ? 1 : 0)
                .toArray();
    }
}
