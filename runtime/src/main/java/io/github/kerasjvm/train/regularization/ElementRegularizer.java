package io.github.kerasjvm.train.regularization;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keras {@code L1}, {@code L2} and {@code L1L2}: {@code l1 Σ|x| + l2 Σx²} (keras-1.2.2, keras-2.3.1 regularizers.py;
 * keras-3.15 regularizers/regularizers.py).
 *
 * @param l1 the factor of the absolutes
 * @param l2 the factor of the squares
 */
public record ElementRegularizer(double l1, double l2) implements Regularizer {

    @Override
    public Value penalty(Ops ops, Value x) {
        List<Integer> all = IntStream.range(0, x.shape().rank()).boxed().toList();
        Value absolutes = ops.reduce(ReduceFunction.SUM, ops.unary(UnaryFunction.ABSOLUTE, x), all, false);
        Value squares = ops.reduce(ReduceFunction.SUM, ops.multiply(x, x), all, false);
        Value first = ops.multiply(absolutes, ops.constant(l1));
        Value second = ops.multiply(squares, ops.constant(l2));
        return l2 == 0 ? first : l1 == 0 ? second : ops.add(first, second);
    }

    @Override
    public boolean acts() {
        return l1 != 0 || l2 != 0;
    }
}
