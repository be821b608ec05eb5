package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Softmax;
import io.github.kerasjvm.op.Value;

/**
 * Keras {@code categorical_focal_crossentropy}: sum of {@code -alpha (1 - p)^gamma t log p} over the last axis, of
 * probabilities divided by their sum and held within 1e-7 and 1 - 1e-7.
 *
 * @param fromLogits whether the model gives logits
 * @param labelSmoothing how much of each label is spread over all classes, 0 to 1
 * @param gamma how much easy classes count less
 * @param alpha the weight of all classes
 */
public record CategoricalFocalCrossentropy(boolean fromLogits, double labelSmoothing, double gamma, double alpha)
        implements Loss {

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        Value t = LossOps.smooth(
                ops,
                labels,
                labelSmoothing,
                labelSmoothing / predictions.shape().last());
        Value given = fromLogits ? ops.apply(new Softmax(predictions.shape().axis(-1)), predictions) : predictions;
        Value p = LossOps.clipped(ops, LossOps.normalized(ops, given));
        Value weight =
                ops.multiply(ops.power(ops.subtract(ops.constant(1), p), ops.constant(gamma)), ops.constant(alpha));
        Value entropy = ops.negate(ops.multiply(t, ops.logarithm(p)));
        return LossOps.sum(ops, ops.multiply(weight, entropy));
    }
}
