package io.github.kerasjvm.metric;

import java.util.List;

/**
 * The metrics that a model was compiled with.
 *
 * @param metrics all of all outputs, in the order in which Keras reports them
 * @param notes what is not computed here, and why; empty if all is
 */
public record CompiledMetrics(List<CompiledMetric> metrics, List<String> notes) {

    /** Keeps its own copies. */
    public CompiledMetrics {
        metrics = List.copyOf(metrics);
        notes = List.copyOf(notes);
    }

    /**
     * The metrics of one output.
     *
     * @param output which output, from 0
     * @return its metrics, in order
     */
    public List<CompiledMetric> of(int output) {
        return metrics.stream().filter(metric -> metric.output() == output).toList();
    }
}
