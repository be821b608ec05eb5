package io.github.kerasjvm.train;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code l1 Σ|x| + l2 Σx²} on a weight, or on what a layer gives.
 *
 * @param of the name of the weight, or the path of the layer
 * @param l1 the factor of the absolutes
 * @param l2 the factor of the squares
 */
record Penalty(String of, double l1, double l2) {

    Value apply(Ops ops, Value x) {
        List<Integer> all = IntStream.range(0, x.shape().rank()).boxed().toList();
        Value absolutes = ops.reduce(ReduceFunction.SUM, ops.unary(UnaryFunction.ABSOLUTE, x), all, false);
        Value squares = ops.reduce(ReduceFunction.SUM, ops.multiply(x, x), all, false);
        return ops.add(ops.multiply(absolutes, ops.constant(l1)), ops.multiply(squares, ops.constant(l2)));
    }
}
