package io.github.kerasjvm.data;

import io.github.kerasjvm.tensor.Tensor;
import java.util.List;

/**
 * Some rows of a data set.
 *
 * @param inputs one tensor for each input of the model, the batch first
 * @param labels one tensor for each output, the batch first, as they are stored: class indices or arrays; empty if the
 *     data has no labels
 */
public record Batch(List<Tensor> inputs, List<Tensor> labels) {

    /** Keeps its own copies. */
    public Batch {
        inputs = List.copyOf(inputs);
        labels = List.copyOf(labels);
    }

    /**
     * How many rows there are.
     *
     * @return 1 or more
     */
    public int rows() {
        return inputs.get(0).shape().size(0);
    }
}
