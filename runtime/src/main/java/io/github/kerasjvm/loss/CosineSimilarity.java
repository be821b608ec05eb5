package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import java.util.List;

/**
 * Keras {@code cosine_similarity} and {@code cosine_proximity}: the cosine of the angle between labels and predictions
 * along the last axis, with the sign and the reduction of the generation.
 *
 * @param form sign and reduction
 */
public record CosineSimilarity(Form form) implements Loss {

    /** How the product of both unit vectors becomes one number. */
    public enum Form {
        /** Minus its sum: Keras 2.1 and later. */
        NEGATIVE_SUM,
        /** Minus its mean: Keras 1 and 2.0. */
        NEGATIVE_MEAN,
        /** Its sum: the function in {@code tf.keras} of TensorFlow 1.15. */
        SUM
    }

    @Override
    public Value perPosition(Ops ops, Value labels, Value predictions) {
        Value product = ops.multiply(unit(ops, labels), unit(ops, predictions));
        return switch (form) {
            case NEGATIVE_SUM -> ops.negate(LossOps.sum(ops, product));
            case NEGATIVE_MEAN -> ops.negate(LossOps.mean(ops, product));
            case SUM -> LossOps.sum(ops, product);
        };
    }

    private static Value unit(Ops ops, Value x) {
        Value squares = ops.reduce(ReduceFunction.SUM, ops.multiply(x, x), List.of(-1), true);
        // tf.nn.l2_normalize: epsilon 1e-12 under the root.
        return ops.divide(x, ops.squareRoot(ops.maximum(squares, ops.constant(1e-12))));
    }
}
