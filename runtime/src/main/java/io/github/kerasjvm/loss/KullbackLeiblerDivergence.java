package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;

/**
 * Keras {@code kl_divergence}: sum of {@code t log(t / p)} over the last axis, both sides within 1e-7 and 1.
 */
public record KullbackLeiblerDivergence() implements Loss {

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        Value t = ops.clip(labels, LossOps.EPSILON, 1);
        Value p = ops.clip(predictions, LossOps.EPSILON, 1);
        return LossOps.sum(ops, ops.multiply(t, ops.logarithm(ops.divide(t, p))));
    }
}
