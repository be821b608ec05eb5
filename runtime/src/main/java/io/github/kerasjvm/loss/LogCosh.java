package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;

/**
 * Keras {@code log_cosh}: mean of {@code log(cosh(p - t))} over the last axis.
 */
public record LogCosh() implements Loss {

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        Value error = ops.subtract(predictions, labels);
        // Keras 3.15 losses.py: x + softplus(-2x) - log 2, which does not overflow.
        Value soft = ops.unary(UnaryFunction.SOFTPLUS, ops.multiply(error, ops.constant(-2)));
        return LossOps.mean(ops, ops.subtract(ops.add(error, soft), ops.constant(Math.log(2))));
    }
}
