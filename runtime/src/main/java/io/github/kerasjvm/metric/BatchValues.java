package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The mean of a function's values in one batch, as {@code weighted_masked_objective} of Keras 2.2.4 (training_utils.py)
 * makes it: a mask is divided by its mean, weights by the share of those that are not 0.
 *
 * @param values the function
 * @param whole whether the function itself gives the mean of the batch, which weights then multiply: the top k of Keras
 *     2.0 to 2.2
 */
public record BatchValues(Values values, boolean whole) implements BatchScore {

    @Override
    public Shape labelShape(Shape predictions) {
        return values.labelShape(predictions);
    }

    @Override
    public double of(Tensor predictions, Tensor labels, Optional<Tensor> weights, Optional<Tensor> mask) {
        return score(values.of(predictions, labels), weights, mask);
    }

    @Override
    public Prepared prepared() {
        Values.Prepared function = values.prepared();
        return (predictions, labels, weights, mask) -> score(function.of(predictions, labels), weights, mask);
    }

    private double score(double[] own, Optional<Tensor> weights, Optional<Tensor> mask) {
        double share = weights.map(BatchValues::nonzeroShare).orElse(1.0);
        if (whole) {
            return mean(own) * weights.map(BatchValues::mean).orElse(1.0) / share;
        }
        double masked = mask.map(BatchValues::mean).orElse(1.0);
        Weights counts = Weights.over(mask, own.length);
        Weights heavy = Weights.over(weights, own.length);
        double sum = IntStream.range(0, own.length)
                .mapToDouble(i -> own[i] * counts.of(i) * heavy.of(i))
                .sum();
        return sum / own.length / masked / share;
    }

    private static double nonzeroShare(Tensor weights) {
        return IntStream.range(0, weights.elements())
                .mapToDouble(i -> weights.get(i) == 0 ? 0 : 1)
                .average()
                .orElse(Double.NaN);
    }

    private static double mean(Tensor values) {
        return IntStream.range(0, values.elements())
                .mapToDouble(values::get)
                .average()
                .orElse(Double.NaN);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
