package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.LogSoftmax;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.Optional;

/**
 * Keras {@code sparse_categorical_crossentropy}: {@code -log p} of the class that the label names. Labels are class indices,
 * {@code [batch, …]} for predictions {@code [batch, …, classes]}.
 *
 * @param fromLogits whether the model gives logits
 * @param form what is done to probabilities before the logarithm
 */
public record SparseCategoricalCrossentropy(boolean fromLogits, Form form) implements Loss {

    /** What is done to probabilities. Both give the same but for rounding where they sum to 1 and none is below 1e-7. */
    public enum Form {
        /** Clipped, then normalised again: every TensorFlow backend (nn.py of Keras 3.15). */
        CLIPPED_FIRST,
        /** Normalised, then clipped: the other backends. */
        NORMALIZED_FIRST
    }

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        Value t = LossOps.oneHot(ops, labels, predictions.shape().last());
        return ops.negate(LossOps.sum(ops, ops.multiply(t, logarithms(ops, predictions))));
    }

    private Value logarithms(Ops ops, Value predictions) {
        LogSoftmax normalize = new LogSoftmax(predictions.shape().axis(-1));
        if (fromLogits) {
            return ops.apply(normalize, predictions);
        }
        return switch (form) {
            case CLIPPED_FIRST -> ops.apply(normalize, ops.logarithm(LossOps.clipped(ops, predictions)));
            case NORMALIZED_FIRST -> ops.logarithm(LossOps.clipped(ops, LossOps.normalized(ops, predictions)));
        };
    }

    /** One class index in place of the classes. */
    @Override
    public Shape labelShape(Shape predictions) {
        return predictions.without(-1);
    }

    @Override
    public Optional<LastActivation> lookThrough() {
        return fromLogits ? Optional.empty() : Optional.of(LastActivation.SOFTMAX);
    }

    @Override
    public Loss ofLogits() {
        return new SparseCategoricalCrossentropy(true, form);
    }
}
