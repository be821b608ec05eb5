package io.github.kerasjvm.model;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.config.TensorRef;
import io.github.kerasjvm.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The shapes that files note beside the architecture, where it decides others now. */
final class NotedShapes {

    private final JsonNode root;
    private final ShapeInference before;
    private final ShapeInference now;
    private final Map<JsonPointer, String> changed = new LinkedHashMap<>();

    private NotedShapes(JsonNode root, ShapeInference before, ShapeInference now) {
        this.root = root;
        this.before = before;
        this.now = now;
    }

    /**
     * Compares the shapes of a model with those that a file notes.
     *
     * @param root the architecture
     * @param places where its layers stand
     * @param graph the model
     * @param before the shapes for which the file was written
     * @param now the shapes that hold
     * @return JSON text of the new shapes by their places: {@code build_config} of layers behind a changed one, and the tensors that
     *     Keras 3 names
     */
    static Map<JsonPointer, String> of(
            JsonNode root,
            Map<String, JsonPointer> places,
            ModelGraph graph,
            ShapeInference before,
            ShapeInference now) {
        NotedShapes noted = new NotedShapes(root, before, now);
        noted.collect(graph, "", places);
        return noted.changed;
    }

    private void collect(ModelGraph graph, String prefix, Map<String, JsonPointer> places) {
        for (ModelLayer layer : graph.layers()) {
            JsonPointer place = places.get(layer.path());
            if (place != null) {
                built(layer, prefix, place);
                tensors(root.at(place).path("inbound_nodes"), place.appendProperty("inbound_nodes"), prefix);
            }
            layer.nested().ifPresent(inner -> collect(inner, layer.path() + "/", places));
        }
    }

    private void built(ModelLayer layer, String prefix, JsonPointer place) {
        if (!layer.calls().isEmpty() && layer.calls().get(0).inputs().size() == 1) {
            TensorRef input = layer.calls().get(0).inputs().get(0);
            JsonPointer shape = place.appendProperty("build_config").appendProperty("input_shape");
            compare(shape, prefix + input.layer(), input.call(), input.output());
        }
    }

    /** Looks for {@code __keras_tensor__} at any depth of arguments. */
    private void tensors(JsonNode node, JsonPointer place, String prefix) {
        if (node.path("class_name").asText().equals("__keras_tensor__")) {
            JsonNode history = node.path("config").path("keras_history");
            JsonPointer shape = place.appendProperty("config").appendProperty("shape");
            compare(
                    shape,
                    prefix + history.path(0).asText(),
                    history.path(1).asInt(),
                    history.path(2).asInt());
            return;
        }
        node.properties().forEach(field -> tensors(field.getValue(), place.appendProperty(field.getKey()), prefix));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            tensors(node.get(i), place.appendIndex(i), prefix);
        }
    }

    private void compare(JsonPointer place, String layer, int call, int output) {
        Optional<Shape> old = shape(before, layer, call, output);
        Optional<Shape> other = shape(now, layer, call, output);
        if (old.isPresent() && other.isPresent() && !old.equals(other) && isNoted(root.at(place), old.get())) {
            changed.put(
                    place,
                    other.get().toList().stream()
                            .map(size -> size == Shape.ANY ? "null" : size.toString())
                            .collect(Collectors.joining(", ", "[", "]")));
        }
    }

    /** The shape of a tensor; files count the calls of some layers from where the layer was made. */
    private static Optional<Shape> shape(ShapeInference shapes, String layer, int call, int output) {
        List<List<Shape>> calls = shapes.outputs().getOrDefault(layer, List.of());
        List<Shape> results = calls.isEmpty() ? List.of() : calls.get(Math.min(call, calls.size() - 1));
        return output < results.size() && !results.get(output).isUnknown()
                ? Optional.of(results.get(output))
                : Optional.empty();
    }

    private static boolean isNoted(JsonNode noted, Shape shape) {
        if (!noted.isArray() || noted.size() != shape.rank()) {
            return false;
        }
        for (int axis = 1; axis < shape.rank(); axis++) {
            if (noted.get(axis).asInt(Shape.ANY) != shape.size(axis)) {
                return false;
            }
        }
        return true;
    }
}
