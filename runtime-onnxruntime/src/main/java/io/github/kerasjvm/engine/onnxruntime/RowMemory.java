package io.github.kerasjvm.engine.onnxruntime;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.stream.Stream;

/** How much a run holds at its fullest, so that the rows of a part of a batch can be chosen by it. */
final class RowMemory {

    private static final int FLOAT_BYTES = 4;

    private RowMemory() {}

    /**
     * How many rows go into some memory.
     *
     * @param graph a graph whose rows do not depend on each other
     * @param bytes the memory for what is between inputs and outputs, both included; weights are not counted
     * @param most never more than this
     * @return 1 or more
     */
    static int rows(OpGraph graph, long bytes, int most) {
        return (int) Math.max(1, Math.min(most, bytes / Math.max(1, bytesOfRow(graph))));
    }

    /** What one row holds at the fullest moment, if each array is freed after its last use. */
    static long bytesOfRow(OpGraph graph) {
        OpGraph row = graph.withInputShapes(graph.inputs().stream()
                .map(input -> input.value().shape().with(0, 1))
                .toList());
        int[] lastUse = lastUses(row);
        long held = sum(row.inputs().stream().map(OpGraph.Input::value));
        long fullest = held;
        for (int at = 0; at < row.nodes().size(); at++) {
            Node node = row.nodes().get(at);
            held += sum(node.outputs().stream());
            fullest = Math.max(fullest, held);
            held -= freed(row, node, at, lastUse);
        }
        return fullest * FLOAT_BYTES;
    }

    /** By value, the node after which nobody wants it; weights and constants, which are always there, are never freed. */
    private static int[] lastUses(OpGraph graph) {
        int[] last = new int[graph.values()];
        for (int at = 0; at < graph.nodes().size(); at++) {
            for (Value value : graph.nodes().get(at).outputs()) {
                last[value.id()] = at;
            }
            for (Value value : graph.nodes().get(at).inputs()) {
                last[value.id()] = at;
            }
        }
        Stream.of(
                        graph.outputs().stream().map(OpGraph.Output::value),
                        graph.parameters().stream().map(OpGraph.Parameter::value),
                        graph.constants().stream().map(OpGraph.Constant::value))
                .flatMap(values -> values)
                .forEach(value -> last[value.id()] = Integer.MAX_VALUE);
        return last;
    }

    private static long freed(OpGraph graph, Node node, int at, int[] lastUse) {
        return sum(Stream.concat(node.inputs().stream(), node.outputs().stream())
                .distinct()
                .filter(value -> lastUse[value.id()] == at));
    }

    private static long sum(Stream<Value> values) {
        return values.mapToLong(value -> elements(value.shape())).sum();
    }

    private static long elements(Shape shape) {
        return shape.toList().stream().mapToLong(size -> Math.max(1, size)).reduce(1, (a, b) -> a * b);
    }
}
