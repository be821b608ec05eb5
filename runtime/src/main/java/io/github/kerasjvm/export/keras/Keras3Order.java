package io.github.kerasjvm.export.keras;

import io.github.kerasjvm.config.Argument;
import io.github.kerasjvm.config.Call;
import io.github.kerasjvm.config.LayerConfig;
import io.github.kerasjvm.config.ModelConfig;
import io.github.kerasjvm.config.TensorRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The order of the layers of a functional model when Keras 3 has made it: by depth, the number of calls between a layer and
 * the outputs, and within a depth in the order in which a search from the outputs finds them (keras/src/ops/function.py,
 * {@code map_graph}). An archive counts layers of one class in this order, whatever that of its configuration.
 *
 * <p>Masks are tensors of the graph in Keras 3, which come from operations of their own, so that they move what stands
 * beside them. The order is found with masks and without.
 */
final class Keras3Order {

    /** A call, or an operation that makes a mask. */
    private static final class Node {
        private final String layer;
        private final List<Node> parents = new ArrayList<>();
        private Optional<Node> mask = Optional.empty();

        Node(String layer) {
            this.layer = layer;
        }
    }

    private final ModelConfig model;
    private final boolean hasMasks;
    private final Map<String, List<Node>> calls = new LinkedHashMap<>();
    private final Map<String, Integer> found = new HashMap<>();
    private final List<Node> sorted = new ArrayList<>();
    private int masks;

    private Keras3Order(ModelConfig model, boolean hasMasks) {
        this.model = model;
        this.hasMasks = hasMasks;
    }

    /** The names of the layers that an output needs, and of the inputs. */
    static List<String> of(ModelConfig model, boolean hasMasks) {
        return new Keras3Order(model, hasMasks).order();
    }

    private List<String> order() {
        for (LayerConfig layer : model.layers()) {
            List<Node> nodes = new ArrayList<>();
            for (int i = 0; i < Math.max(1, layer.calls().size()); i++) {
                nodes.add(new Node(layer.name()));
            }
            calls.put(layer.name(), nodes);
        }
        Set<Node> wired = new HashSet<>();
        model.outputs().forEach(ref -> wire(node(ref), wired));
        Set<Node> seen = new HashSet<>();
        model.outputs().forEach(ref -> visit(node(ref), seen));
        Map<String, Integer> depths = depths();
        model.inputs().stream().filter(ref -> !depths.containsKey(ref.layer())).forEach(ref -> {
            depths.put(ref.layer(), 0);
            found.put(ref.layer(), -1);
        });
        return depths.keySet().stream()
                .filter(calls::containsKey)
                .sorted(Comparator.<String>comparingInt(name -> -depths.get(name))
                        .thenComparingInt(found::get))
                .toList();
    }

    private Node node(TensorRef ref) {
        return calls.get(ref.layer()).get(Math.max(0, ref.call()));
    }

    /** Finds what a call takes, its masks included. */
    private void wire(Node node, Set<Node> wired) {
        if (!wired.add(node)) {
            return;
        }
        LayerConfig layer = layer(node.layer);
        int number = calls.get(node.layer).indexOf(node);
        if (number >= layer.calls().size()) {
            return;
        }
        Call call = layer.calls().get(number);
        List<Node> taken = inputs(call).stream().map(this::node).toList();
        taken.forEach(parent -> wire(parent, wired));
        node.parents.addAll(taken);
        call.masks()
                .forEach(mask -> mask.ifPresent(ref -> {
                    wire(node(ref), wired);
                    node.parents.add(node(ref));
                }));
        if (hasMasks) {
            taken.forEach(parent -> parent.mask.ifPresent(node.parents::add));
            node.mask = mask(layer, taken);
        }
    }

    /** The mask of what a layer gives; taken to be handed on by every layer. */
    private Optional<Node> mask(LayerConfig layer, List<Node> taken) {
        boolean isEmbedding = layer.className().equals("Embedding")
                && layer.arguments().path("mask_zero").asBoolean();
        if (layer.className().equals("Masking")) {
            return Optional.of(operation(operation(taken.get(0)))); // any(not_equal(x, value))
        }
        return isEmbedding
                ? Optional.of(operation(taken.get(0))) // not_equal(x, 0)
                : taken.stream().flatMap(parent -> parent.mask.stream()).findFirst();
    }

    private Node operation(Node parent) {
        Node node = new Node("/mask_" + masks++);
        node.parents.add(parent);
        return node;
    }

    private LayerConfig layer(String name) {
        return model.layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The tensors of a call as {@code tree.flatten} finds them: dictionaries by their sorted keys. */
    private static List<TensorRef> inputs(Call call) {
        List<TensorRef> refs = new ArrayList<>();
        call.arguments().positional().forEach(argument -> collect(argument, call, refs));
        call.arguments().keywords().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> collect(entry.getValue(), call, refs));
        return refs;
    }

    private static void collect(Argument argument, Call call, List<TensorRef> refs) {
        if (argument instanceof Argument.Tensor tensor) {
            refs.add(call.inputs().get(tensor.input()));
        } else if (argument instanceof Argument.Items list) {
            list.items().forEach(item -> collect(item, call, refs));
        } else if (argument instanceof Argument.Fields fields) {
            fields.fields().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> collect(entry.getValue(), call, refs));
        }
    }

    /** Depth first, each call behind those that it needs. */
    private void visit(Node node, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        found.putIfAbsent(node.layer, found.size());
        node.parents.forEach(parent -> visit(parent, seen));
        sorted.add(node);
    }

    private Map<String, Integer> depths() {
        Map<Node, Integer> depths = new HashMap<>();
        Map<String, Integer> ofLayers = new LinkedHashMap<>();
        for (int i = sorted.size() - 1; i >= 0; i--) {
            Node node = sorted.get(i);
            int depth = Math.max(depths.getOrDefault(node, 0), ofLayers.getOrDefault(node.layer, 0));
            ofLayers.put(node.layer, depth);
            depths.put(node, depth);
            node.parents.forEach(parent -> depths.merge(parent, depth + 1, Math::max));
        }
        return ofLayers;
    }
}
