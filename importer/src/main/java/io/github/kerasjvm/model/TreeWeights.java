package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Words;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.read.WeightSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Binds the weights of {@code .weights.h5} files and {@code .keras} archives. A layer's object is named after its class,
 * counted in the order of the model's layers (saving_lib.py, {@code _save_container_state}); Keras 3.6 and later also
 * note the layer's name, which serves where counting finds nothing.
 */
final class TreeWeights {

    /** Where Keras 2.12 and 2.13 have the layers of a model. */
    private static final String OLDER = "_layer_checkpoint_dependencies";

    private static final Pattern COUNTED = Pattern.compile("(.*_)(\\d{1,6})");

    private final WeightBinder binder;

    TreeWeights(WeightBinder binder) {
        this.binder = binder;
    }

    void bind(ModelGraph graph, WeightSource.Node model) {
        Optional<WeightSource.Node> container = container(model);
        keys(graph, model)
                .forEach(at -> bind(
                        at.layer(),
                        find(container.orElse(null), at.key(), at.layer().name()),
                        at.key()));
    }

    /** The object that holds those of a model's layers. */
    static Optional<WeightSource.Node> container(WeightSource.Node model) {
        return Optional.ofNullable(model.children().get("layers"))
                .or(() -> Optional.ofNullable(model.children().get(OLDER)));
    }

    /** A layer and the name of its object. */
    record Keyed(ModelLayer layer, String key) {}

    /** The name of each layer's object by its class and count, in the order of the model's layers. */
    static List<Keyed> keys(ModelGraph graph, WeightSource.Node model) {
        boolean isOlder =
                !model.children().containsKey("layers") && model.children().containsKey(OLDER);
        Counter counter = new Counter();
        List<Keyed> keys = new ArrayList<>();
        for (ModelLayer layer : graph.layers()) {
            keys.add(new Keyed(layer, counter.key(layer.className(), isOlder)));
        }
        return keys;
    }

    /** Names objects after their classes. */
    static final class Counter {
        private final Map<String, Integer> counts = new HashMap<>();

        /** The name of the next object; Keras 2.12 and 2.13, the older, count in steps of two. */
        String key(String className, boolean isOlder) {
            String name = Words.snakeCase(className);
            int count = counts.merge(name, 1, Integer::sum) - 1;
            return count == 0 ? name : name + "_" + (isOlder ? 2 * count : count);
        }
    }

    private static Optional<WeightSource.Node> find(WeightSource.Node container, String key, String layerName) {
        if (container == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(container.children().get(key)).or(() -> container.children().values().stream()
                .filter(node -> node.layerName().equals(layerName))
                .findFirst());
    }

    private void bind(ModelLayer layer, Optional<WeightSource.Node> node, String key) {
        if (layer.nested().isPresent()) {
            WeightSource.Node none = new WeightSource.Node(key, "", List.of(), Map.of());
            bind(layer.nested().get(), node.orElse(none));
            return;
        }
        Optional<List<WeightSpec>> specs = binder.specs(layer);
        if (specs.isPresent()) {
            new LayerNode(layer, node, key).bind(specs.get());
        }
    }

    /** The object of one layer; its parts, such as the cell of an LSTM, are objects below. */
    private final class LayerNode {
        private final ModelLayer layer;
        private final Optional<WeightSource.Node> node;
        private final String key;
        private final Map<String, Integer> used = new LinkedHashMap<>();

        LayerNode(ModelLayer layer, Optional<WeightSource.Node> node, String key) {
            this.layer = layer;
            this.node = node;
            this.key = key;
        }

        void bind(List<WeightSpec> specs) {
            used.put("", 0);
            layer.layer().map(Layer::repeatedVariables).ifPresent(used::putAll);
            for (WeightSpec spec : specs) {
                int index = used.merge(spec.path(), 1, Integer::sum) - 1;
                List<StoredArray> variables =
                        part(spec.path()).map(WeightSource.Node::variables).orElse(List.of());
                if (index < variables.size()) {
                    binder.bind(layer, spec, variables.get(index));
                } else {
                    String place = spec.path().isEmpty() ? key : key + "/" + spec.path();
                    binder.reportMissing(layer, spec, "layers/" + place + "/vars/" + index);
                }
            }
            used.forEach((path, count) -> part(path).map(WeightSource.Node::variables).orElse(List.of()).stream()
                    .skip(count)
                    .forEach(array -> binder.reportUnused(layer, array)));
        }

        private Optional<WeightSource.Node> part(String path) {
            return TreeWeights.part(node, path);
        }
    }

    /** The object of a part of a layer; an empty path is the layer itself. */
    static Optional<WeightSource.Node> part(Optional<WeightSource.Node> node, String path) {
        Optional<WeightSource.Node> found = node;
        for (String name : path.isEmpty() ? new String[0] : path.split("/")) {
            found = found.flatMap(parent -> child(parent, name));
        }
        return found;
    }

    /** A part by its name in Keras 3; older ones have an underscore before, or other names for containers. */
    private static Optional<WeightSource.Node> child(WeightSource.Node parent, String name) {
        Map<String, WeightSource.Node> children = parent.children();
        return Stream.of(name, "_" + name, name.equals("layers") ? OLDER : doubled(name))
                .map(children::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static String doubled(String name) {
        Matcher counted = COUNTED.matcher(name);
        return counted.matches() ? counted.group(1) + 2 * Integer.parseInt(counted.group(2)) : name;
    }
}
