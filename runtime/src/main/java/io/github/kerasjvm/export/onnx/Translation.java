package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Op;

/**
 * How one kind of operation is said in ONNX.
 *
 * @param <O> the operation
 */
@FunctionalInterface
interface Translation<O extends Op> {

    /** Adds the nodes that give the results of one node. */
    void write(O op, Node node, GraphWriter out);
}
