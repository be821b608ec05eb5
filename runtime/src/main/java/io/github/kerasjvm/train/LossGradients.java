package io.github.kerasjvm.train;

import io.github.kerasjvm.tensor.Tensor;
import java.util.Map;

/**
 * The loss of a batch and its gradients.
 *
 * @param loss the whole loss, penalties included
 * @param gradients the gradient by each trained weight
 */
public record LossGradients(double loss, Map<String, Tensor> gradients) {

    /** Keeps its own copy. */
    public LossGradients {
        gradients = Map.copyOf(gradients);
    }
}
