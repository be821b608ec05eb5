package io.github.kerasjvm.engine;

import io.github.kerasjvm.op.OpGraph;

/**
 * What an engine is asked to run.
 *
 * @param graph the computation
 */
public record Program(OpGraph graph) {}
