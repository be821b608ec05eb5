package io.github.kerasjvm.train;

import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one step gives, for the weights before it.
 *
 * @param loss the whole loss, penalties included
 * @param losses the loss of each output, not multiplied by its weight; empty for an output without
 * @param outputs what the model gives
 * @param masks the mask of each output, 1 where a position counts; empty for an output without
 * @param logits by number of the metric what it is measured on, where that is no output
 * @param lookups the gradients of the lookups in embeddings, one by one, where they were asked for
 * @param updates what other weights become
 */
public record StepResult(
        double loss,
        List<OptionalDouble> losses,
        List<Tensor> outputs,
        List<Optional<Tensor>> masks,
        Map<Integer, Tensor> logits,
        List<Lookup> lookups,
        Map<String, Tensor> updates) {

    /**
     * Keeps its own copies.
     *
     * @param loss the whole loss, penalties included
     * @param losses the loss of each output, not multiplied by its weight
     * @param outputs what the model gives
     * @param masks the mask of each output
     * @param logits by number of the metric what it is measured on, where that is no output
     * @param lookups the gradients of the lookups in embeddings
     * @param updates what other weights become
     */
    public StepResult {
        losses = List.copyOf(losses);
        outputs = List.copyOf(outputs);
        masks = List.copyOf(masks);
        logits = Map.copyOf(logits);
        lookups = List.copyOf(lookups);
        updates = Map.copyOf(updates);
    }

    /**
     * A lookup.
     *
     * @param weight the name of the embedding
     * @param rows the numbers of the rows
     * @param gradients the gradient of each row that was found, {@code [rows…, width]}
     */
    public record Lookup(String weight, Tensor rows, Tensor gradients) {}
}
