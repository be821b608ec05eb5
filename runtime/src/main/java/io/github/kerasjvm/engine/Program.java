package io.github.kerasjvm.engine;

import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * What an engine is asked to run.
 *
 * @param graph the computation
 * @param model the model that it was lowered from, for engines that run whole models only; empty for a bare graph
 */
public record Program(OpGraph graph, Optional<KerasModel> model) {

    /**
     * A bare graph.
     *
     * @param graph the computation
     */
    public Program(OpGraph graph) {
        this(graph, Optional.empty());
    }

    /**
     * Holds given inputs against what the program takes.
     *
     * @param inputs one tensor for each input, in order
     * @throws IllegalArgumentException if there are too many or too few, or one has another shape; the message says
     *     which, what it is, and what was expected
     */
    public void check(List<Tensor> inputs) {
        List<OpGraph.Input> expected = graph.inputs();
        if (inputs.size() != expected.size()) {
            throw new IllegalArgumentException(
                    inputs.size() + " inputs given; expected " + expected.size() + ": " + names(expected));
        }
        for (int i = 0; i < inputs.size(); i++) {
            OpGraph.Input input = expected.get(i);
            if (!input.value().shape().agreesWith(inputs.get(i).shape())) {
                throw new IllegalArgumentException("input " + input.name() + " has the shape "
                        + inputs.get(i).shape() + "; expected " + input.value().shape());
            }
        }
    }

    private static List<String> names(List<OpGraph.Input> inputs) {
        return inputs.stream().map(OpGraph.Input::name).toList();
    }
}
