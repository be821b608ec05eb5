package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.LogSoftmax;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import java.util.Optional;

/**
 * Keras {@code categorical_crossentropy}: {@code -sum(t log p)} over the last axis. Probabilities are divided by their sum
 * and held within 1e-7 and 1 - 1e-7 first; logits go through the stable form.
 *
 * @param fromLogits whether the model gives logits
 * @param labelSmoothing how much of each label is spread over all classes, 0 to 1
 */
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing) implements Loss {

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        Value t = smooth(ops, labels, predictions.shape().last());
        return ops.negate(LossOps.sum(ops, ops.multiply(t, logarithms(ops, predictions))));
    }

    private Value smooth(Ops ops, Value labels, int classes) {
        return LossOps.smooth(ops, labels, labelSmoothing, labelSmoothing / classes);
    }

    private Value logarithms(Ops ops, Value predictions) {
        return fromLogits
                ? ops.apply(new LogSoftmax(predictions.shape().axis(-1)), predictions)
                : ops.logarithm(LossOps.clipped(ops, LossOps.normalized(ops, predictions)));
    }

    @Override
    public Optional<LastActivation> lookThrough() {
        return fromLogits ? Optional.empty() : Optional.of(LastActivation.SOFTMAX);
    }

    @Override
    public Loss ofLogits() {
        return new CategoricalCrossentropy(true, labelSmoothing);
    }
}
