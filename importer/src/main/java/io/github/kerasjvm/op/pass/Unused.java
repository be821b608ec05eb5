package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.OpGraph;

/** Leaves out nodes and arrays that no output needs. */
public record Unused() implements Pass {

    @Override
    public OpGraph apply(OpGraph graph) {
        OpGraph smaller = graph.withOutputs(graph.outputs());
        boolean same = smaller.nodes().size() == graph.nodes().size()
                && smaller.parameters().size() == graph.parameters().size()
                && smaller.constants().size() == graph.constants().size();
        return same ? graph : smaller;
    }
}
