package io.github.kerasjvm.op.pass;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who makes and who takes each value of a graph, and which values are fixed arrays. */
final class Wiring {

    private final Map<Integer, Node> makers = new HashMap<>();
    private final Map<Integer, List<Node>> takers = new HashMap<>();
    private final Map<Integer, Tensor> arrays = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final Set<Integer> given = new HashSet<>();

    Wiring(OpGraph graph) {
        for (Node node : graph.nodes()) {
            node.outputs().forEach(value -> makers.put(value.id(), node));
            node.inputs().forEach(value -> takers.computeIfAbsent(value.id(), key -> new ArrayList<>())
                    .add(node));
        }
        graph.parameters().forEach(parameter -> {
            arrays.put(parameter.value().id(), parameter.data());
            names.put(parameter.value().id(), parameter.name());
        });
        graph.constants().forEach(constant -> arrays.put(constant.value().id(), constant.data()));
        graph.outputs().forEach(output -> given.add(output.value().id()));
    }

    /** The node that makes a value; empty for an input or an array. */
    Optional<Node> maker(Value value) {
        return Optional.ofNullable(makers.get(value.id()));
    }

    /** The nodes that take a value, once for each time. */
    List<Node> takers(Value value) {
        return takers.getOrDefault(value.id(), List.of());
    }

    /** Whether the graph gives a value as its output. */
    boolean isGiven(Value value) {
        return given.contains(value.id());
    }

    /** Whether a value goes to one node and nowhere else. */
    boolean isPassing(Value value) {
        return takers(value).size() == 1 && !isGiven(value);
    }

    boolean isFixed(Value value) {
        return arrays.containsKey(value.id());
    }

    /** The elements of a parameter or constant. */
    Optional<Tensor> array(Value value) {
        return Optional.ofNullable(arrays.get(value.id()));
    }

    /** The name of a parameter; empty for everything else. */
    Optional<String> name(Value value) {
        return Optional.ofNullable(names.get(value.id()));
    }
}
