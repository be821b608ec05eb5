package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.read.WeightSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Binds the weights of {@code .weights.h5} files and {@code .keras} archives. A layer's object is named after its class,
 * counted in the order of the model's layers (saving_lib.py, {@code _save_container_state}); Keras 3.6 and later also
 * note the layer's name, which serves where counting finds nothing.
 */
final class TreeWeights {

    private final WeightBinder binder;

    TreeWeights(WeightBinder binder) {
        this.binder = binder;
    }

    void bind(ModelGraph graph, WeightSource.Node model) {
        WeightSource.Node layers = model.children().get("layers");
        WeightSource.Node older = model.children().get("_layer_checkpoint_dependencies");
        boolean isOlder = layers == null && older != null;
        Map<String, Integer> counts = new HashMap<>();
        for (ModelLayer layer : graph.layers()) {
            String name = snakeCase(layer.className());
            int count = counts.merge(name, 1, Integer::sum) - 1;
            // Keras 2.12 and 2.13 count in steps of two.
            String key = count == 0 ? name : name + "_" + (isOlder ? 2 * count : count);
            bind(layer, find(isOlder ? older : layers, key, layer.name()), key);
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
            used.putIfAbsent("", 0);
            used.forEach((path, count) -> part(path).map(WeightSource.Node::variables).orElse(List.of()).stream()
                    .skip(count)
                    .forEach(array -> binder.reportUnused(layer, array)));
        }

        private Optional<WeightSource.Node> part(String path) {
            Optional<WeightSource.Node> found = node;
            for (String name : path.isEmpty() ? new String[0] : path.split("/")) {
                found = found.flatMap(parent -> child(parent, name));
            }
            return found;
        }
    }

    /** A part by its name in Keras 3; tf_keras writes some with an underscore before. */
    private static Optional<WeightSource.Node> child(WeightSource.Node parent, String name) {
        return Optional.ofNullable(parent.children().get(name))
                .or(() -> Optional.ofNullable(parent.children().get("_" + name)));
    }

    /** {@code DepthwiseConv2D} to {@code depthwise_conv2d} (keras/src/utils/naming.py, {@code to_snake_case}). */
    static String snakeCase(String className) {
        return className
                .replaceFirst("^.*>", "")
                .replaceAll("\\W+", "")
                .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
