package io.github.kerasjvm.train;

import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * One batch.
 *
 * @param inputs the arrays of the model's inputs, in order
 * @param labels the labels of its outputs, in order
 * @param weights the weights of the rows, or of positions, by output
 */
record StepInput(List<Tensor> inputs, List<Tensor> labels, List<Optional<Tensor>> weights) {
    /** Keeps its own copies. */
    StepInput {
        inputs = List.copyOf(inputs);
        labels = List.copyOf(labels);
        weights = List.copyOf(weights);
    }

    int rows() {
        return inputs.get(0).shape().size(0);
    }
}
