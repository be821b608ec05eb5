package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;

/**
 * Keras {@code mean_squared_error}: mean of {@code (t - p)²} over the last axis.
 */
public record MeanSquaredError() implements Loss {

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        Value error = ops.subtract(predictions, labels);
        return LossOps.mean(ops, ops.multiply(error, error));
    }
}
