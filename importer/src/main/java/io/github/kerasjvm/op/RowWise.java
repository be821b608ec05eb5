package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.HashSet;
import java.util.Set;

/** Tells whether a graph treats the rows of the batch one by one, so that a large batch may be run in parts. */
public final class RowWise {

    private RowWise() {}

    /**
     * Whether each row of the outputs depends on the same row of the inputs alone.
     *
     * <p>Shown by the shapes: in a graph whose inputs leave only the batch open, a value that comes from them keeps an
     * open first axis unless an operation has worked across the rows.
     *
     * @param graph a graph whose inputs all have an open first axis
     * @return false if rows are, or may be, mixed
     */
    public static boolean holds(OpGraph graph) {
        OpGraph primitive = graph.expand(composite -> false);
        Set<Integer> dependent = new HashSet<>();
        for (OpGraph.Input input : primitive.inputs()) {
            if (!leadsWithBatch(input.value())) {
                return false;
            }
            dependent.add(input.value().id());
        }
        for (Node node : primitive.nodes()) {
            if (node.inputs().stream().noneMatch(value -> dependent.contains(value.id()))) {
                continue;
            }
            boolean joinsRows = node.op() instanceof Concatenate c && c.axis() == 0;
            if (joinsRows || !node.outputs().stream().allMatch(RowWise::leadsWithBatch)) {
                return false;
            }
            node.outputs().forEach(value -> dependent.add(value.id()));
        }
        return primitive.outputs().stream()
                .allMatch(output -> dependent.contains(output.value().id()));
    }

    private static boolean leadsWithBatch(Value value) {
        return value.shape().rank() > 0 && value.shape().size(0) == Shape.ANY;
    }
}
