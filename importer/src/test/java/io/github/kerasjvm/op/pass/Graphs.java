package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.BatchNormalization;
import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** What the tests of passes have in common. */
final class Graphs {

    private Graphs() {}

    /** What some values need, of all that was built. */
    static OpGraph of(Ops ops, Value... outputs) {
        List<OpGraph.Output> named = IntStream.range(0, outputs.length)
                .mapToObj(i -> new OpGraph.Output("y" + i, outputs[i]))
                .toList();
        return ops.build(named).withOutputs(named);
    }

    /** The names of the operations, in order. */
    static List<String> names(OpGraph graph) {
        return graph.nodes().stream().map(node -> node.op().name()).toList();
    }

    static Op op(OpGraph graph, int index) {
        return graph.nodes().get(index).op();
    }

    static float[] parameter(OpGraph graph, String name) {
        return graph.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .data()
                .toArray();
    }

    /** A parameter of ascending numbers from 1. */
    static Value counting(Ops ops, String name, int... sizes) {
        Shape shape = Shape.of(sizes);
        float[] values = new float[(int) shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i + 1;
        }
        return ops.parameter(name, Tensor.owning(shape, values), true);
    }

    static Value vector(Ops ops, String name, float... values) {
        return ops.parameter(name, Tensor.of(Shape.of(values.length), values), true);
    }

    /** Batch normalisation of two channels: {@code 2x + 3} and {@code -4x + 10}. */
    static Value normalized(Ops ops, Value x, int axis) {
        return ops.apply(
                new BatchNormalization(axis, 0.5),
                x,
                vector(ops, "bn/gamma", 4, -4),
                vector(ops, "bn/beta", 5, 2),
                vector(ops, "bn/mean", 1, 2),
                vector(ops, "bn/variance", 3.5f, 0.5f));
    }
}
