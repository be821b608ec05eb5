package io.github.kerasjvm.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.read.RawModel.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An architecture as JSON text, found inside whatever people have wrapped around it.
 *
 * @param text the architecture, word for word; translated if it was YAML
 * @param tree the same, parsed
 */
record KerasJson(String text, JsonNode tree) {

    // json.dumps(model.to_json()) wraps once; nobody was seen to wrap more than twice.
    private static final int MOST_WRAPS = 4;

    /** Finds the architecture in a text. */
    static KerasJson find(Source source, String text) {
        return find(source, text, "JSON");
    }

    /** Finds the architecture in YAML text. */
    static KerasJson findInYaml(Source source, String text) {
        return find(source, Yaml.toJson(source, text), "YAML");
    }

    private static KerasJson find(Source source, String text, String format) {
        String at = text;
        for (int wraps = 0; wraps <= MOST_WRAPS; wraps++) {
            JsonNode tree = Json.parse(source.file(), at, source.limits());
            if (tree.isTextual()) {
                at = tree.textValue();
                continue;
            }
            refuseOthers(source, tree);
            if (isModel(tree)) {
                return new KerasJson(at, tree);
            }
            at = wrapped(source, tree, at, format);
        }
        throw source.notAModel(format + " text within JSON text, over and over", "");
    }

    /** The model that this is, without weights. */
    RawModel model(Source source, Container container, AutoCloseable resource) {
        return new RawModel(
                source.file(),
                container,
                Optional.of(text),
                trainingConfig(source),
                tree.path("keras_version").asText(""),
                tree.path("backend").asText(""),
                Optional.empty(),
                List.of(),
                resource);
    }

    /** What Keras 3 stores beside the architecture; {@code {}} and {@code null} mean not compiled. */
    Optional<String> trainingConfig(Source source) {
        JsonNode compiled = tree.path("compile_config");
        return compiled.isObject() && !compiled.isEmpty()
                ? Optional.ofNullable(Json.field(source, text, "compile_config"))
                : Optional.empty();
    }

    private static boolean isModel(JsonNode tree) {
        return tree.path("class_name").isTextual() && tree.has("config");
    }

    private static void refuseOthers(Source source, JsonNode tree) {
        String className = tree.path("class_name").asText("");
        if (className.equals("Tokenizer") || className.equals("TimeseriesGenerator")) {
            throw source.notAModel(
                    "the settings of a Keras " + className + ", which prepares data, and not a model", "");
        }
        if (tree.has("modelTopology")) {
            throw source.notAModel(
                    "a TensorFlow.js model",
                    "Convert it: tensorflowjs_converter --input_format=tfjs_layers_model --output_format=keras "
                            + "model.json model.h5");
        }
        if (tree.has("nbformat") && tree.has("cells")) {
            throw source.notAModel("a Jupyter notebook", "Run it, and save the model that it makes.");
        }
        if (tree.has("weight_map") || tree.path("metadata").has("total_size")) {
            throw source.notAModel(
                    "the index of weights that are split over several files", "Save the model in one file.");
        }
    }

    /** The text of the one field that holds a model, as text or as an object. */
    private static String wrapped(Source source, JsonNode tree, String text, String format) {
        String found = null;
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            String inner = null;
            if (isModel(field.getValue())) {
                inner = Json.field(source, text, field.getKey());
            } else if (field.getValue().isTextual()
                    && looksLikeModel(field.getValue().textValue())) {
                inner = field.getValue().textValue();
            }
            if (inner != null && found != null) {
                throw source.notAModel(
                        format + " text with several models in it", "Give one of them as a file of its own.");
            }
            found = inner == null ? found : inner;
        }
        if (found == null) {
            throw source.notAModel(
                    format + " text without a model: expected the keys \"class_name\" and \"config\", found "
                            + keys(tree),
                    "");
        }
        return found;
    }

    private static boolean looksLikeModel(String text) {
        return text.stripLeading().startsWith("{") && text.contains("\"class_name\"") && text.contains("\"config\"");
    }

    private static String keys(JsonNode tree) {
        if (!tree.isObject()) {
            return tree.isArray() ? "a list" : "a single value";
        }
        List<String> keys = new ArrayList<>();
        tree.fieldNames().forEachRemaining(key -> {
            if (keys.size() < 5) {
                keys.add(Source.quoted(key));
            }
        });
        return keys.isEmpty() ? "none" : String.join(", ", keys) + (tree.size() > keys.size() ? ", …" : "");
    }
}
