/**
 * The op graph: the small closed set of neutral operations that every layer lowers to.
 *
 * <p>{@link io.github.kerasjvm.op.Op} lists the set. One record is one operation: its attributes, the shape of its
 * result, and its gradient as further operations. {@link io.github.kerasjvm.op.Ops} builds a graph,
 * {@link io.github.kerasjvm.op.OpGraph} is the finished value that engines compile, and
 * {@link io.github.kerasjvm.op.Gradients} extends it by its derivatives. Nothing here knows Keras, files or engines.
 */
package io.github.kerasjvm.op;
