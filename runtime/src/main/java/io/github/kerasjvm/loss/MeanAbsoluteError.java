package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;

/**
 * Keras {@code mean_absolute_error}: mean of {@code |t - p|} over the last axis.
 */
public record MeanAbsoluteError() implements Loss {

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        return LossOps.mean(ops, LossOps.absolute(ops, ops.subtract(labels, predictions)));
    }
}
