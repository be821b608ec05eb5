package io.github.kerasjvm.op;

import java.util.List;

/**
 * One operation in its place in the graph.
 *
 * @param op the operation
 * @param inputs what it takes
 * @param outputs what it gives, at least one
 */
public record Node(Op op, List<Value> inputs, List<Value> outputs) {
    /** Keeps its own copies. */
    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
