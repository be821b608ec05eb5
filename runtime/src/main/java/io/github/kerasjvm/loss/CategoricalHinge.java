package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import java.util.List;

/**
 * Keras {@code categorical_hinge}: {@code max(0, max((1 - t) p) - sum(t p) + 1)} over the last axis.
 */
public record CategoricalHinge() implements Loss {

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        Value right = LossOps.sum(ops, ops.multiply(labels, predictions));
        Value others = ops.multiply(ops.subtract(ops.constant(1), labels), predictions);
        Value wrong = ops.reduce(ReduceFunction.MAXIMUM, others, List.of(-1), false);
        return ops.maximum(ops.add(ops.subtract(wrong, right), ops.constant(1)), ops.constant(0));
    }
}
