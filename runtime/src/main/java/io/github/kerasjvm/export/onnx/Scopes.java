package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which layer each value belongs to, so that a person who opens the file finds the names of the Keras layers: a value
 * belongs to the label that it has, else to that of the first node that takes it.
 */
final class Scopes {

    private final Map<Integer, String> labels = new HashMap<>();
    private final Map<Integer, String> scopes = new HashMap<>();

    Scopes(OpGraph graph) {
        graph.outputs().forEach(output -> labels.put(output.value().id(), output.name()));
        graph.labels().forEach(label -> labels.put(label.value().id(), label.name()));
        scopes.putAll(labels);
        List<Node> nodes = graph.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            String scope = of(node);
            if (scope != null) {
                // Going backwards, the first taker comes last and wins over later ones, but never over a label.
                for (Value value : node.inputs()) {
                    scopes.put(value.id(), labels.getOrDefault(value.id(), scope));
                }
            }
        }
    }

    /** The layer that a node belongs to, or null. */
    private String of(Node node) {
        return scopes.get(node.outputs().get(0).id());
    }

    /** The name of a thing that a node makes: {@code conv2d_1/Conv}. */
    String name(Node node, String operator) {
        String scope = of(node);
        return scope == null ? operator : scope + "/" + operator;
    }

    /** The name of a value: its label, else that of its layer and the operator. */
    String name(Node node, Value value, String operator) {
        String label = labels.get(value.id());
        return label == null ? name(node, operator) : label;
    }
}
