package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;

/**
 * Keras {@code mean_absolute_percentage_error}: 100 times the mean of {@code |t - p| / max(|t|, 1e-7)} over the last axis.
 */
public record MeanAbsolutePercentageError() implements Loss {

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        Value size = ops.maximum(LossOps.absolute(ops, labels), ops.constant(LossOps.EPSILON));
        Value share = ops.divide(LossOps.absolute(ops, ops.subtract(labels, predictions)), size);
        return ops.multiply(LossOps.mean(ops, share), ops.constant(100));
    }
}
