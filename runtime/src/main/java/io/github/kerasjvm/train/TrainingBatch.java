package io.github.kerasjvm.train;

import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * One batch to train on.
 *
 * @param inputs the arrays of the model's inputs, in order, the batch first
 * @param labels the labels of its outputs, in order; those of an output without a loss are not looked at
 * @param weights the weights of the rows, or of positions, by output; empty where each counts once
 */
public record TrainingBatch(List<Tensor> inputs, List<Tensor> labels, List<Optional<Tensor>> weights) {

    /** Keeps its own copies. */
    public TrainingBatch {
        inputs = List.copyOf(inputs);
        labels = List.copyOf(labels);
        weights = List.copyOf(weights);
    }

    /**
     * How many rows there are.
     *
     * @return 1 or more
     */
    public int rows() {
        return inputs.get(0).shape().size(0);
    }

    /**
     * Some rows of the batch. Shares the elements.
     *
     * @param from the first row
     * @param to the row after the last
     * @return a batch of {@code to - from} rows
     */
    public TrainingBatch rows(int from, int to) {
        return new TrainingBatch(
                inputs.stream().map(tensor -> tensor.rows(from, to)).toList(),
                labels.stream()
                        .map(tensor -> hasRows(tensor) ? tensor.rows(from, to) : tensor)
                        .toList(),
                weights.stream()
                        .map(own -> own.map(tensor -> tensor.rows(from, to)))
                        .toList());
    }

    /** What is not looked at may have any shape. */
    private boolean hasRows(Tensor labels) {
        return labels.shape().rank() > 0 && labels.shape().size(0) == rows();
    }
}
