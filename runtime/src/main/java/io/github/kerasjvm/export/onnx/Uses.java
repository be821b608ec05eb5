package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who takes each value of a graph. */
final class Uses {

    private final Map<Integer, List<Node>> takers = new HashMap<>();
    private final Set<Integer> given = new HashSet<>();
    private final Set<Integer> asked = new HashSet<>();

    Uses(OpGraph graph) {
        for (Node node : graph.nodes()) {
            node.inputs().forEach(value -> takers.computeIfAbsent(value.id(), key -> new ArrayList<>())
                    .add(node));
        }
        graph.outputs().forEach(output -> given.add(output.value().id()));
        asked.addAll(given);
        graph.labels().forEach(label -> asked.add(label.value().id()));
    }

    /** The nodes that take a value, once for each time. */
    List<Node> takers(Value value) {
        return takers.getOrDefault(value.id(), List.of());
    }

    /** Whether somebody takes a value, or the graph gives it. */
    boolean isUsed(Value value) {
        return isGiven(value) || !takers(value).isEmpty();
    }

    /** Whether the graph gives a value. */
    boolean isGiven(Value value) {
        return given.contains(value.id());
    }

    /** Whether a value has no name and only one taker, so that one ONNX node may do the work of both. */
    boolean isPassing(Value value) {
        return takers(value).size() == 1 && !asked.contains(value.id());
    }
}
