package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.Locale;
import java.util.Optional;

/**
 * A loss as Keras computes it, lowered to ops. Where generations of Keras differ, the difference is a component of the
 * record; {@link LossRules} chooses it.
 */
public sealed interface Loss
        permits BinaryCrossentropy,
                BinaryFocalCrossentropy,
                CategoricalCrossentropy,
                CategoricalFocalCrossentropy,
                CategoricalHinge,
                CosineSimilarity,
                Hinge,
                Huber,
                KullbackLeiblerDivergence,
                LogCosh,
                MeanAbsoluteError,
                MeanAbsolutePercentageError,
                MeanSquaredError,
                MeanSquaredLogarithmicError,
                Poisson,
                SparseCategoricalCrossentropy,
                SquaredHinge {

    /**
     * Appends the loss of each position: what Keras's function of the same name gives.
     *
     * @param ops where to append
     * @param labels the labels, of {@link #labelShape}
     * @param predictions what the model gives, {@code [batch, …, last]}
     * @return the loss without the last axis, {@code [batch, …]}
     */
    Value perPosition(Ops ops, Value labels, Value predictions);

    /**
     * The shape of the labels.
     *
     * @param predictions the shape of what the model gives
     * @return the same, but where labels are class indices
     */
    default Shape labelShape(Shape predictions) {
        return predictions;
    }

    /**
     * The activation that Keras looks through to its logits if it comes last and the backend does so.
     *
     * @return the activation; empty if this loss never looks through one
     */
    default Optional<LastActivation> lookThrough() {
        return Optional.empty();
    }

    /**
     * This loss for logits, where it looks through an activation.
     *
     * @return the loss of logits
     */
    default Loss ofLogits() {
        return this;
    }

    /**
     * The name that Keras knows it by.
     *
     * @return the name, {@code mean_squared_error}
     */
    default String name() {
        return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
