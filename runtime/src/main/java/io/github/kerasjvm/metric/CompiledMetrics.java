package io.github.kerasjvm.metric;

import io.github.kerasjvm.loss.LastActivation;
import io.github.kerasjvm.loss.LossGraph;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import java.util.List;
import java.util.Optional;

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

    /**
     * A metric and what it is measured on.
     *
     * @param metric the metric
     * @param value a value of the model's graph: one of its outputs, or logits
     */
    public record Measure(CompiledMetric metric, Value value) {}

    /**
     * What is measured on what in the graph of the model. Where Keras looks through a last softmax or sigmoid, that are the
     * logits that go into it, and a cross-entropy of logits.
     *
     * @param graph the graph of the model
     * @param looksThrough whether cross-entropies look through a last activation
     * @return one for each metric, in order
     */
    public List<Measure> on(OpGraph graph, boolean looksThrough) {
        return metrics.stream()
                .map(metric -> {
                    Value output = graph.outputs().get(metric.output()).value();
                    Optional<LastActivation> last =
                            looksThrough ? metric.metric().lookThrough() : Optional.empty();
                    return last.flatMap(activation -> LossGraph.logits(graph, output, activation))
                            .map(logits -> new Measure(metric.ofLogits(), logits))
                            .orElseGet(() -> new Measure(metric, output));
                })
                .toList();
    }
}
