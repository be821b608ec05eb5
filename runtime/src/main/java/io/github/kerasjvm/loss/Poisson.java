package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;

/**
 * Keras {@code poisson}: mean of {@code p - t log(p + 1e-7)} over the last axis.
 */
public record Poisson() implements Loss {

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        Value logarithm = ops.logarithm(ops.add(predictions, ops.constant(LossOps.EPSILON)));
        return LossOps.mean(ops, ops.subtract(predictions, ops.multiply(labels, logarithm)));
    }
}
