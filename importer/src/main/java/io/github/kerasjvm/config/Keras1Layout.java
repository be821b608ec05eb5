package io.github.kerasjvm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where the channels stand in the layers whose {@code get_config} of Keras 1 leaves {@code dim_ordering} out
 * (convolutional.py, 1.0.8 and 1.2.2). Keras 1 takes the setting of the computer that reads the file; the layers that do
 * say it tell what it was on the computer that wrote it.
 */
public final class Keras1Layout {

    private static final String ORDERING = "dim_ordering";

    private static final Set<String> BOTH = new TreeSet<>(Set.of("tf", "th"));

    /** The layers that do not say where their channels stand. */
    private static final Set<String> SILENT =
            Set.of("UpSampling2D", "UpSampling3D", "ZeroPadding2D", "ZeroPadding3D", "Cropping2D", "Cropping3D");

    private Keras1Layout() {}

    /**
     * What a model may mean.
     *
     * @param models the model itself, or with each ordering for its silent layers, the likelier first
     * @param isOpen whether nothing tells which of them is likelier
     */
    public record Readings(List<JsonNode> models, boolean isOpen) {}

    /**
     * What a model may mean: itself, unless layers are silent; then once with each ordering, that of the other layers
     * first, if they have one. Shapes and weights may rule out either.
     *
     * @param model the model's object, which stays as it is
     * @param origin who wrote it
     * @return one or two models
     */
    public static Readings readings(JsonNode model, Origin origin) {
        if (origin.generation() != Generation.KERAS_1 || silent(model).isEmpty()) {
            return new Readings(List.of(model), false);
        }
        Set<String> said = new TreeSet<>(model.findValuesAsText(ORDERING));
        said.retainAll(BOTH);
        boolean isOpen = said.size() != 1;
        Stream<String> likelier = isOpen ? Stream.of() : said.stream();
        List<JsonNode> models = Stream.concat(likelier, BOTH.stream())
                .distinct()
                .map(ordering -> completed(model, ordering))
                .toList();
        return new Readings(models, isOpen);
    }

    private static JsonNode completed(JsonNode model, String ordering) {
        JsonNode copy = model.deepCopy();
        silent(copy).forEach(layer -> ((ObjectNode) layer.path("config")).put(ORDERING, ordering));
        return copy;
    }

    private static List<JsonNode> silent(JsonNode model) {
        return model.findParents("class_name").stream()
                .filter(layer -> SILENT.contains(layer.path("class_name").asText())
                        && layer.path("config").isObject()
                        && !layer.path("config").has(ORDERING))
                .toList();
    }

    /**
     * Reports every layer whose ordering stays open.
     *
     * @param model the model's object
     * @param problems takes the layers
     */
    public static void report(JsonNode model, Problems problems) {
        for (JsonNode layer : silent(model)) {
            problems.at(
                            layer.path("config").path("name").asText(),
                            layer.path("class_name").asText())
                    .add(
                            Code.ARGUMENT_MISSING,
                            ORDERING,
                            "is not in the file, and neither the other layers nor the weights tell",
                            "Write \"dim_ordering\": \"th\" or \"tf\" into the layer's configuration");
        }
    }
}
