package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code sparsemax} as Keras 3 computes it (keras/src/backend/*&#47;nn.py, 3.15): {@code max(x - tau, 0)} over the last
 * axis. With {@code c(i)} the sum of the i greatest numbers, the support are those with {@code x(i) > (c(i) - 1) / i},
 * and {@code tau = (Σ c(i) - 1) / k} over all k of them. The paper (Martins and Astudillo, 2016) has the last {@code c}
 * in place of the sum, so that its results sum to 1; those of Keras do so only for k = 1.
 *
 * <p>Ranks and sums are found by comparing each number with each, n² for n numbers, without sorting.
 */
final class Sparsemax {

    private Sparsemax() {}

    static Value apply(Ops ops, Value x) {
        int size = x.shape().last();
        List<Integer> own = openBatch(x.shape());
        own.add(1);
        List<Integer> others = openBatch(x.shape());
        others.add(others.size() - 1, 1);
        Value mine = ops.reshape(x, Shape.of(own));
        Value other = ops.reshape(x, Shape.of(others));
        // 1 where the other number comes before mine in descending order, or is mine; equal ones go by their place.
        Value before = ops.add(
                ops.greater(other, mine), ops.multiply(ops.equal(other, mine), ops.constant(upToOwnPlace(size))));
        Value rank = sum(ops, before, false);
        Value c = sum(ops, ops.multiply(before, other), false);
        Value one = ops.constant(1);
        Value support = ops.greater(x, ops.divide(ops.subtract(c, one), rank));
        Value tau = ops.divide(ops.subtract(sum(ops, ops.multiply(support, c), true), one), sum(ops, support, true));
        return ops.maximum(ops.subtract(x, tau), ops.constant(0));
    }

    private static List<Integer> openBatch(Shape shape) {
        List<Integer> sizes = new ArrayList<>(shape.toList());
        sizes.set(0, Shape.ANY);
        return sizes;
    }

    private static Value sum(Ops ops, Value x, boolean keepDims) {
        return ops.reduce(ReduceFunction.SUM, x, List.of(-1), keepDims);
    }

    private static Tensor upToOwnPlace(int size) {
        float[] lower = new float[Math.multiplyExact(size, size)];
        for (int row = 0; row < size; row++) {
            java.util.Arrays.fill(lower, row * size, row * size + row + 1, 1);
        }
        return Tensor.owning(Shape.of(size, size), lower);
    }
}
