package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;

/** Computes a graph that has no inputs, for constant folding: an engine. */
@FunctionalInterface
public interface Evaluator {

    /**
     * Computes the outputs.
     *
     * @param graph a graph without inputs, all shapes known
     * @return one tensor for each output, in order
     */
    List<Tensor> evaluate(OpGraph graph);
}
