package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;

/**
 * Keras {@code binary_focal_crossentropy}: binary cross-entropy times {@code (1 - q)^gamma}, where {@code q} is the
 * probability given to the right class; mean over the last axis.
 *
 * @param fromLogits whether the model gives logits
 * @param labelSmoothing how much of each label is spread over both classes, 0 to 1
 * @param gamma how much easy elements count less
 * @param alpha the weight of class 1; that of class 0 is {@code 1 - alpha}
 * @param balances whether these weights are applied
 * @param form how the cross-entropy of probabilities is computed
 */
public record BinaryFocalCrossentropy(
        boolean fromLogits,
        double labelSmoothing,
        double gamma,
        double alpha,
        boolean balances,
        BinaryCrossentropy.Form form)
        implements Loss {

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        Value one = ops.constant(1);
        Value t = LossOps.smooth(ops, labels, labelSmoothing, labelSmoothing / 2);
        Value p = fromLogits ? ops.unary(UnaryFunction.SIGMOID, predictions) : predictions;
        Value entropy = BinaryCrossentropy.elements(ops, form, t, p);
        Value others = ops.subtract(one, t);
        Value right = ops.add(ops.multiply(t, p), ops.multiply(others, ops.subtract(one, p)));
        Value focal = ops.multiply(ops.power(ops.subtract(one, right), ops.constant(gamma)), entropy);
        if (balances) {
            Value weight = ops.add(ops.multiply(t, ops.constant(alpha)), ops.multiply(others, ops.constant(1 - alpha)));
            focal = ops.multiply(weight, focal);
        }
        return LossOps.mean(ops, focal);
    }
}
