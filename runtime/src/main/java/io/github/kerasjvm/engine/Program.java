package io.github.kerasjvm.engine;

import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.op.OpGraph;
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
}
