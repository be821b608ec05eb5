package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;

/**
 * Keras {@code squared_hinge}: mean of {@code max(1 - t p, 0)²} over the last axis, for labels -1 and 1.
 *
 * @param convertsLabels whether labels 0 and 1 become -1 and 1: from Keras 2.3 and in {@code tf.keras}, not before
 */
public record SquaredHinge(boolean convertsLabels) implements Loss {

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        Value hinge = LossOps.hinge(ops, labels, predictions, convertsLabels);
        return LossOps.mean(ops, ops.multiply(hinge, hinge));
    }
}
