package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import java.util.Optional;

/**
 * Keras {@code binary_crossentropy}: mean of {@code -(t log p + (1 - t) log(1 - p))} over the last axis.
 *
 * @param fromLogits whether the model gives logits
 * @param labelSmoothing how much of each label is spread over both classes, 0 to 1
 * @param form what is done to probabilities
 */
public record BinaryCrossentropy(boolean fromLogits, double labelSmoothing, Form form) implements Loss {

    /** What is done to probabilities, held within 1e-7 and 1 - 1e-7 in every form. */
    public enum Form {
        /** Turned back into logits for the stable form: Keras 1 to 2.2 on TensorFlow. */
        AS_LOGITS,
        /** 1e-7 is added inside both logarithms: Keras 2.3, {@code tf.keras}, {@code tf_keras}. */
        ADDED_EPSILON,
        /** Nothing more: Keras 3, and Theano. */
        PLAIN
    }

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        Value t = LossOps.smooth(ops, labels, labelSmoothing, labelSmoothing / 2);
        return LossOps.mean(ops, fromLogits ? stable(ops, t, predictions) : elements(ops, form, t, predictions));
    }

    /** The loss of each element for probabilities. */
    static Value elements(Ops ops, Form form, Value t, Value probabilities) {
        Value one = ops.constant(1);
        Value p = LossOps.clipped(ops, probabilities);
        Value others = ops.subtract(one, p);
        if (form == Form.AS_LOGITS) {
            return stable(ops, t, ops.logarithm(ops.divide(p, others)));
        }
        if (form == Form.ADDED_EPSILON) {
            Value epsilon = ops.constant(LossOps.EPSILON);
            p = ops.add(p, epsilon);
            others = ops.add(others, epsilon);
        }
        Value right = ops.multiply(t, ops.logarithm(p));
        Value wrong = ops.multiply(ops.subtract(one, t), ops.logarithm(others));
        return ops.negate(ops.add(right, wrong));
    }

    /** {@code max(x, 0) - x t + log(1 + e^-|x|)}, as in tf.nn.sigmoid_cross_entropy_with_logits. */
    private static Value stable(Ops ops, Value t, Value x) {
        // With select instead of relu and abs, the derivative at 0 is right, too.
        Value positive = ops.greaterOrEqual(x, ops.constant(0));
        Value top = ops.select(positive, x, ops.constant(0));
        Value below = ops.select(positive, ops.negate(x), x);
        return ops.add(ops.subtract(top, ops.multiply(x, t)), ops.unary(UnaryFunction.SOFTPLUS, below));
    }

    @Override
    public Optional<LastActivation> lookThrough() {
        return fromLogits ? Optional.empty() : Optional.of(LastActivation.SIGMOID);
    }

    @Override
    public Loss ofLogits() {
        return new BinaryCrossentropy(true, labelSmoothing, form);
    }
}
