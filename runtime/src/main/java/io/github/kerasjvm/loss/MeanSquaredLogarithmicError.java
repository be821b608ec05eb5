package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;

/**
 * Keras {@code mean_squared_logarithmic_error}: mean of {@code (log(1 + t) - log(1 + p))²} over the last axis, both sides
 * at least 1e-7 before.
 */
public record MeanSquaredLogarithmicError() implements Loss {

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        Value error = ops.subtract(logarithm(ops, predictions), logarithm(ops, labels));
        return LossOps.mean(ops, ops.multiply(error, error));
    }

    private static Value logarithm(Ops ops, Value x) {
        Value positive = ops.maximum(x, ops.constant(LossOps.EPSILON));
        return ops.logarithm(ops.add(positive, ops.constant(1)));
    }
}
