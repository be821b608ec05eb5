package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;

/**
 * Keras {@code huber}: mean over the last axis of {@code e² / 2} where {@code |e| <= delta}, else of
 * {@code delta (|e| - delta / 2)}, with {@code e = p - t}.
 *
 * @param delta where the parabola becomes a line
 */
public record Huber(double delta) implements Loss {

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        Value error = ops.subtract(predictions, labels);
        Value size = LossOps.absolute(ops, error);
        Value limit = ops.constant(delta);
        Value parabola = ops.multiply(ops.multiply(error, error), ops.constant(0.5));
        Value line = ops.subtract(ops.multiply(limit, size), ops.constant(0.5 * delta * delta));
        return LossOps.mean(ops, ops.select(ops.greaterOrEqual(limit, size), parabola, line));
    }
}
