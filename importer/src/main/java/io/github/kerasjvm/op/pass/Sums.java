package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import java.util.List;
import java.util.Optional;

/**
 * Adds fixed arrays once: {@code (x + a) + b} becomes {@code x + (a + b)}, and {@link ConstantFolding} does the rest.
 */
public record Sums() implements Pass {

    private static final Binary ADD = new Binary(BinaryFunction.ADD);

    @Override
    public OpGraph apply(OpGraph graph) {
        Wiring wiring = new Wiring(graph);
        Draft draft = new Draft(graph);
        for (Node node : graph.nodes()) {
            if (!join(node, wiring, draft)) {
                draft.keep(node);
            }
        }
        return draft.finish();
    }

    /** A sum of something computed and a fixed array. */
    private record Sum(Value x, Value array) {
        static Optional<Sum> of(Node node, Wiring wiring) {
            if (!node.op().equals(ADD)) {
                return Optional.empty();
            }
            Value a = node.inputs().get(0);
            Value b = node.inputs().get(1);
            if (wiring.isFixed(a) == wiring.isFixed(b)) {
                return Optional.empty();
            }
            return Optional.of(wiring.isFixed(b) ? new Sum(a, b) : new Sum(b, a));
        }
    }

    private static boolean join(Node node, Wiring wiring, Draft draft) {
        Optional<Sum> outer = Sum.of(node, wiring).filter(sum -> wiring.isPassing(sum.x()));
        Optional<Sum> inner = outer.flatMap(sum -> wiring.maker(sum.x())).flatMap(maker -> Sum.of(maker, wiring));
        if (inner.isEmpty()) {
            return false;
        }
        Value first = inner.get().array();
        Value second = outer.get().array();
        long together = ADD.output(List.of(first.shape(), second.shape())).elements();
        if (together > Math.max(first.shape().elements(), second.shape().elements())) {
            return false;
        }
        draft.make(ADD, List.of(inner.get().x(), draft.add(ADD, first, second)), node.outputs());
        return true;
    }
}
