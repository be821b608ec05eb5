package io.github.kerasjvm.metric;

import io.github.kerasjvm.loss.LastActivation;
import io.github.kerasjvm.tensor.Shape;
import java.util.Optional;

/** What is measured on one output of a model, as one generation of Keras computes it. Immutable. */
public sealed interface Metric
        permits AreaUnderCurve,
                AtConstraint,
                BatchMean,
                ConfusionCount,
                FBetaScore,
                IntersectionOverUnion,
                MeanMetric,
                PrecisionOrRecall,
                R2Score,
                RootMeanSquaredError {

    /**
     * A new state that has seen nothing.
     *
     * @return the state
     */
    MetricState start();

    /**
     * The shape of the labels that the metric takes.
     *
     * @param predictions the shape of what the model gives
     * @return the same, but where labels are class indices
     */
    default Shape labelShape(Shape predictions) {
        return predictions;
    }

    /**
     * The activation that Keras looks through to its logits if it comes last and the backend does so, in metrics as in
     * losses.
     *
     * @return the activation; empty if this metric never looks through one
     */
    default Optional<LastActivation> lookThrough() {
        return Optional.empty();
    }

    /**
     * This metric for logits, where it looks through an activation.
     *
     * @return the metric of logits
     */
    default Metric ofLogits() {
        return this;
    }
}
