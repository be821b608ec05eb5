package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.read.WeightSource.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Matches the objects of a {@code .weights.h5} file with layers at any depth. By order, as Keras does
 * (keras/src/saving/saving_lib.py): an object is found by its layer's class and count. By name, which Keras does not offer
 * for these files: by the name that Keras 3.6 and later note at each object.
 *
 * <p>An object loads its own variables in order, up to the first that does not fit; Keras leaves it there.
 */
final class PartialTree {

    /** Objects that hold no weights of layers. */
    private static final Set<String> NO_WEIGHTS = Set.of("seed_generator", "metrics");

    private static final Node NOTHING = new Node("", "", List.of(), Map.of());

    private final PartialWeights partial;
    private final Node root;
    private final Set<Node> matched = Collections.newSetFromMap(new IdentityHashMap<>());

    PartialTree(PartialWeights partial, Node root) {
        this.partial = partial;
        this.root = root;
    }

    /** Matches them; false if the file as a whole was refused. */
    boolean match(ModelGraph graph) {
        if (isByName() && !hasNames(root)) {
            partial.refuse(
                    "the weights file does not name its layers, as Keras does from 3.6 on; they cannot be matched by name",
                    "Match them by order: --weights-by order");
            return false;
        }
        match(graph, root);
        leave(root, "");
        return true;
    }

    private boolean isByName() {
        return partial.matching().rule() == WeightMatching.Rule.NAME;
    }

    private static boolean hasNames(Node node) {
        return node.children().values().stream()
                .anyMatch(child -> !child.layerName().isEmpty() || hasNames(child));
    }

    private void match(ModelGraph graph, Node model) {
        Map<String, Node> children =
                TreeWeights.container(model).map(Node::children).orElse(Map.of());
        TreeWeights.keys(graph, model).forEach(at -> {
            ModelLayer layer = at.layer();
            Optional<Node> node =
                    isByName() ? named(children, layer.name()) : Optional.ofNullable(children.get(at.key()));
            if (layer.nested().isPresent()) {
                match(layer.nested().get(), node.orElse(NOTHING));
            } else {
                partial.binder().specs(layer).ifPresent(specs -> match(layer, specs, node));
            }
        });
    }

    private static Optional<Node> named(Map<String, Node> children, String name) {
        return children.values().stream()
                .filter(node -> node.layerName().equals(name))
                .findFirst();
    }

    private void match(ModelLayer layer, List<WeightSpec> specs, Optional<Node> node) {
        Map<String, List<WeightSpec>> parts = new LinkedHashMap<>();
        parts.put("", new ArrayList<>());
        specs.forEach(spec ->
                parts.computeIfAbsent(spec.path(), path -> new ArrayList<>()).add(spec));
        parts.forEach((path, needed) -> {
            Optional<Node> part = TreeWeights.part(node, path);
            if (!needed.isEmpty()) {
                part.ifPresent(matched::add);
            }
            match(layer, needed, part.map(Node::variables).orElse(List.of()));
        });
    }

    private void match(ModelLayer layer, List<WeightSpec> needed, List<StoredArray> variables) {
        // By order Keras asks every layer's object for all it needs; by name others are left as they are.
        if (variables.size() != needed.size() && (!variables.isEmpty() || !isByName())) {
            partial.skipCount(layer, variables.size(), needed.size());
        }
        if (variables.isEmpty()) {
            return;
        }
        if (variables.size() != needed.size()) {
            needed.forEach(
                    spec -> partial.skip(layer, spec, PartialWeights.countReason(variables.size(), needed.size())));
            return;
        }
        boolean fits = true;
        for (int i = 0; i < needed.size(); i++) {
            if (fits) {
                fits = partial.apply(layer, needed.get(i), variables.get(i));
            } else {
                partial.skip(layer, needed.get(i), "stands behind an array of its layer that does not fit");
            }
        }
    }

    private void leave(Node node, String layerName) {
        String name = node.layerName().isEmpty() ? layerName : node.layerName();
        if (!matched.contains(node)) {
            node.variables().forEach(array -> partial.leave(array, name));
        }
        node.children().forEach((key, child) -> {
            if (!NO_WEIGHTS.contains(key)) {
                leave(child, name);
            }
        });
    }
}
