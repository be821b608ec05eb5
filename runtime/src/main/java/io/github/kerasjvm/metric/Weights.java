package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Optional;
import java.util.stream.IntStream;

/** The weights of the values of one batch: those of rows or positions, spread over what lies behind them. */
final class Weights {

    private final Optional<Tensor> weights;
    private final int spread;

    private Weights(Optional<Tensor> weights, int spread) {
        this.weights = weights;
        this.spread = spread;
    }

    /** The product of weights and mask; empty if there is neither. */
    static Optional<Tensor> joined(Optional<Tensor> weights, Optional<Tensor> mask) {
        if (weights.isEmpty() || mask.isEmpty()) {
            return weights.isPresent() ? weights : mask;
        }
        Tensor finer = weights.get().elements() > mask.get().elements() ? weights.get() : mask.get();
        Tensor coarser = finer == mask.get() ? weights.get() : mask.get();
        Weights spread = over(Optional.of(coarser), finer.elements());
        float[] product = new float[finer.elements()];
        IntStream.range(0, product.length).forEach(i -> product[i] = finer.get(i) * (float) spread.of(i));
        return Optional.of(Tensor.owning(finer.shape(), product));
    }

    /** Weights for a number of values. */
    static Weights over(Optional<Tensor> weights, int values) {
        if (weights.isEmpty() || values == 0) {
            return new Weights(Optional.empty(), 1);
        }
        Shape shape = weights.get().shape();
        int count = weights.get().elements();
        if (count == 0 || values % count != 0) {
            throw new IllegalArgumentException("the weights or the mask have the shape " + shape + " for " + values
                    + " values; expected one for each row or position");
        }
        return new Weights(weights, values / count);
    }

    double of(int value) {
        return weights.isPresent() ? weights.get().get(value / spread) : 1;
    }
}
