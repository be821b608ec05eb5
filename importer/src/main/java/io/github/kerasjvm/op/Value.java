package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;

/**
 * One edge of an op graph: what a source or a node gives.
 *
 * @param id its number in the graph, from 0
 * @param shape its shape; only the first axis, the batch, may be {@link Shape#ANY}
 */
public record Value(int id, Shape shape) {}
