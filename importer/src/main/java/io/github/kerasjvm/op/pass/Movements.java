package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Reduce;
import io.github.kerasjvm.op.Reshape;
import io.github.kerasjvm.op.Transpose;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Joins consecutive movements of elements: two reshapes, two transposes, or a reduction and a reshape that brings its
 * axes back with size 1. What is a no-op then goes by {@link Identities}.
 */
public record Movements() implements Pass {

    @Override
    public OpGraph apply(OpGraph graph) {
        Wiring wiring = new Wiring(graph);
        Draft draft = new Draft(graph);
        for (Node node : graph.nodes()) {
            Optional<Node> before = wiring.maker(
                    node.inputs().isEmpty()
                            ? node.outputs().get(0)
                            : node.inputs().get(0));
            if (before.isEmpty() || !join(before.get(), node, wiring, draft)) {
                draft.keep(node);
            }
        }
        return draft.finish();
    }

    private static boolean join(Node before, Node node, Wiring wiring, Draft draft) {
        List<Value> x = before.inputs();
        if (node.op() instanceof Reshape && before.op() instanceof Reshape) {
            draft.make(node.op(), x, node.outputs());
            return true;
        }
        if (node.op() instanceof Transpose second && before.op() instanceof Transpose first) {
            List<Integer> axes = second.axes().stream().map(first.axes()::get).toList();
            draft.make(new Transpose(axes), x, node.outputs());
            return true;
        }
        if (node.op() instanceof Reshape && before.op() instanceof Reduce reduce && !reduce.keepDims()) {
            Reduce keeping = new Reduce(reduce.function(), reduce.axes(), true);
            Shape kept = keeping.output(x.stream().map(Value::shape).toList());
            boolean brings = kept.equals(node.outputs().get(0).shape());
            if (brings && wiring.isPassing(before.outputs().get(0))) {
                draft.make(keeping, x, node.outputs());
                return true;
            }
        }
        return false;
    }
}
