package io.github.kerasjvm.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import java.util.Map;
import java.util.Set;

/**
 * Finds the architecture in JSON text: the object that Keras writes, the same encoded twice
 * ({@code json.dumps(model.to_json())}), or inside an object of the user's own.
 */
final class Architecture {

    /** Objects that Keras's preprocessing writes; they have a class and a configuration, too. */
    private static final Set<String> PREPROCESSING = Set.of("Tokenizer", "TimeseriesGenerator");

    private static final int DEEPEST_WRAPPER = 3;

    private Architecture() {}

    /** The text of the architecture, word for word as far as it stands for itself. */
    static String find(String file, String text, Limits limits) {
        JsonNode root = Json.parse(file, text, limits);
        refuseOthers(file, root);
        String found = unwrap(file, text, root, limits, 0);
        if (found == null) {
            throw Failure.of(
                    file,
                    Code.NOT_A_MODEL,
                    "JSON without a Keras model in it",
                    "Save the model with model.to_json() or model.save()");
        }
        return found;
    }

    private static String unwrap(String file, String text, JsonNode node, Limits limits, int depth) {
        if (isModel(node)) {
            refuseOthers(file, node);
            return text;
        }
        if (depth == DEEPEST_WRAPPER) {
            return null;
        }
        if (node.isTextual()) {
            return unwrapText(file, node.textValue(), limits, depth);
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode value = entry.getValue();
            String found = value.isTextual()
                    ? unwrapText(file, value.textValue(), limits, depth)
                    : isModel(value) ? value.toString() : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String unwrapText(String file, String text, Limits limits, int depth) {
        String trimmed = text.trim();
        if (!trimmed.startsWith("{") && !trimmed.startsWith("\"")) {
            return null;
        }
        try {
            return unwrap(file, trimmed, Json.parse(file, trimmed, limits), limits, depth + 1);
        } catch (ImportException.Broken e) {
            return null; // some text that only begins like JSON
        }
    }

    private static boolean isModel(JsonNode node) {
        return node.path("class_name").isTextual() && node.has("config");
    }

    private static void refuseOthers(String file, JsonNode node) {
        if (node.has("modelTopology") || node.has("weightsManifest")) {
            throw Failure.of(
                    file,
                    Code.NOT_A_MODEL,
                    "a model of TensorFlow.js",
                    "Convert it back with tensorflowjs_converter --input_format=tfjs_layers_model --output_format=keras");
        }
        String className = node.path("class_name").asText();
        if (PREPROCESSING.contains(className)) {
            throw Failure.of(file, Code.NOT_A_MODEL, "a " + className + " of Keras's preprocessing, not a model", "");
        }
    }
}
