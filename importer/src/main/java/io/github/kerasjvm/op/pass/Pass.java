package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.OpGraph;

/**
 * A pure function from a graph to one that gives the same outputs for the same inputs, up to rounding. Inputs and
 * outputs keep their names, order and shapes; a label goes where its value goes, and is lost with it.
 */
@FunctionalInterface
public interface Pass {

    /**
     * Changes what it can.
     *
     * @param graph a graph
     * @return the changed graph; the very same when there is nothing to change
     */
    OpGraph apply(OpGraph graph);
}
