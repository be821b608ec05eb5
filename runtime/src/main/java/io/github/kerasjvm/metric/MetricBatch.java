package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one batch gives to metrics.
 *
 * @param outputs what the model gave, by output
 * @param logits by number of the metric what it is measured on, where that is no output
 * @param labels the labels by output: class indices or arrays as the model gives, as they are stored
 * @param weights the weights of rows or positions by output
 * @param masks the masks by output, 1 where a position counts
 */
public record MetricBatch(
        List<Tensor> outputs,
        Map<Integer, Tensor> logits,
        List<Tensor> labels,
        List<Optional<Tensor>> weights,
        List<Optional<Tensor>> masks) {

    /** Keeps its own copies. */
    public MetricBatch {
        outputs = List.copyOf(outputs);
        logits = Map.copyOf(logits);
        labels = List.copyOf(labels);
        weights = List.copyOf(weights);
        masks = List.copyOf(masks);
    }

    /**
     * Some of the rows.
     *
     * @param from the first row
     * @param to the row behind the last
     * @return a batch of these
     */
    public MetricBatch rows(int from, int to) {
        Map<Integer, Tensor> some = new HashMap<>();
        logits.forEach((metric, tensor) -> some.put(metric, tensor.rows(from, to)));
        return new MetricBatch(
                outputs.stream().map(tensor -> tensor.rows(from, to)).toList(),
                some,
                labels.stream().map(tensor -> tensor.rows(from, to)).toList(),
                weights.stream()
                        .map(own -> own.map(tensor -> tensor.rows(from, to)))
                        .toList(),
                masks.stream()
                        .map(own -> own.map(tensor -> tensor.rows(from, to)))
                        .toList());
    }
}
