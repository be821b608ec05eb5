package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;

/**
 * Keras {@code hinge}: mean of {@code max(1 - t p, 0)} over the last axis, for labels -1 and 1.
 *
 * @param convertsLabels whether labels 0 and 1 become -1 and 1: from Keras 2.3 and in {@code tf.keras}, not before
 */
public record Hinge(boolean convertsLabels) implements Loss {

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        return LossOps.mean(ops, LossOps.hinge(ops, labels, predictions, convertsLabels));
    }
}
