package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.pass.Passes;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;

/**
 * {@link Passes#forInference} for every engine: what depends on fixed arrays alone is computed by the reference engine's
 * code, so that it is the same whoever runs the rest.
 */
public final class InferencePasses {

    private static final Passes ALL = Passes.forInference(InferencePasses::evaluate);

    private InferencePasses() {}

    /**
     * Simplifies a graph for inference.
     *
     * @param graph the graph; nothing is to be trained in it
     * @return a graph of the same inputs and outputs
     */
    public static OpGraph apply(OpGraph graph) {
        return ALL.apply(graph);
    }

    /**
     * Simplifies a graph if the options say so.
     *
     * @param graph the graph
     * @param options how it is to run
     * @return what is to be compiled
     */
    public static OpGraph apply(OpGraph graph, EngineOptions options) {
        return options.passes() ? apply(graph) : graph;
    }

    private static List<Tensor> evaluate(OpGraph graph) {
        try (ReferencePlan plan = new ReferencePlan(graph, Precision.FLOAT32)) {
            return plan.run(List.of());
        }
    }
}
