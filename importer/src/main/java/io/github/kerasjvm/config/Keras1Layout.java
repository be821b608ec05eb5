package io.github.kerasjvm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the channels stand in the layers whose {@code get_config} of Keras 1 leaves {@code dim_ordering} out
 * (convolutional.py, 1.0.8 and 1.2.2). Keras 1 takes the setting of the computer that reads the file; the layers that do
 * say it tell what it was on the computer that wrote it.
 */
final class Keras1Layout {

    private static final String ORDERING = "dim_ordering";

    /** The layers that do not say where their channels stand. */
    private static final Set<String> SILENT =
            Set.of("UpSampling2D", "UpSampling3D", "ZeroPadding2D", "ZeroPadding3D", "Cropping2D", "Cropping3D");

    private Keras1Layout() {}

    /**
     * A model whose silent layers say where their channels stand.
     *
     * @param model the model's object, which stays as it is
     * @param problems takes the layers for which the file does not tell
     * @return the model
     */
    static JsonNode completed(JsonNode model, Problems problems) {
        JsonNode copy = model.deepCopy();
        Set<String> said = new TreeSet<>(copy.findValuesAsText(ORDERING));
        said.retainAll(Set.of("th", "tf"));
        for (JsonNode parent : copy.findParents("class_name")) {
            String className = parent.path("class_name").asText();
            if (SILENT.contains(className)
                    && parent.path("config") instanceof ObjectNode config
                    && !config.has(ORDERING)) {
                complete(config, said, problems.at(config.path("name").asText(), className));
            }
        }
        return copy;
    }

    private static void complete(ObjectNode config, Set<String> said, Problems here) {
        if (said.size() == 1) {
            config.put(ORDERING, List.copyOf(said).get(0));
        } else {
            here.add(
                    Code.ARGUMENT_MISSING,
                    ORDERING,
                    "is not in the file, and the other layers have " + (said.isEmpty() ? "none" : "both th and tf"),
                    "Write \"dim_ordering\": \"th\" or \"tf\" into the layer's configuration");
        }
    }
}
