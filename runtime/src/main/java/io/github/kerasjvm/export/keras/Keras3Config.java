package io.github.kerasjvm.export.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a Keras 3 model in the words of the other kind of file. The layers' own words stay as they are: both
 * loaders take a layer with a module as the archive has it, and one without as {@code .h5} has it (keras/src/models/
 * functional.py, sequential.py, {@code from_config}).
 */
final class Keras3Config {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // 1.0 stays 1.0: Keras takes no whole number for a learning rate.
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Map<String, String> LOSSES = Map.of(
            "mse", "mean_squared_error",
            "mae", "mean_absolute_error",
            "mape", "mean_absolute_percentage_error",
            "msle", "mean_squared_logarithmic_error",
            "bce", "binary_crossentropy",
            "kld", "kl_divergence");

    private Keras3Config() {}

    /** The architecture of an archive for {@code .h5}. */
    static String modelConfig(String archived) {
        JsonNode root = parse(archived);
        return "{\"class_name\": " + root.path("class_name") + ", \"config\": " + ConfigText.field(archived, "config")
                + "}";
    }

    /**
     * The configuration of an archive of tf.keras from its {@code to_json()}, which says of layers where their classes are, and
     * not of the model (saving_lib.py of 2.15 looks for both). Others stay as they are.
     */
    static String withModule(String config) {
        JsonNode root = parse(config);
        String className = root.path("class_name").asText();
        if (root.has("module") || root.has("registered_name")) {
            return config;
        }
        String module = className.equals("Sequential") ? "keras" : "keras.src.engine.functional";
        int end = config.lastIndexOf('}');
        return "{\"module\": \"" + module + "\", " + config.substring(config.indexOf('{') + 1, end)
                + ", \"registered_name\": \"" + className + "\"" + config.substring(end);
    }

    /** The architecture of {@code .h5} for an archive, with what the model is compiled with. */
    static String archived(String modelConfig, Optional<String> compiled) {
        String className = parse(modelConfig).path("class_name").asText();
        String module = className.equals("Sequential") ? "keras" : "keras.src.models.functional";
        return "{\"module\": \"" + module + "\", \"class_name\": \"" + className + "\", \"config\": "
                + ConfigText.field(modelConfig, "config") + ", \"registered_name\": \"" + className
                + "\", \"compile_config\": " + compiled.orElse("{}") + "}";
    }

    /**
     * Losses by their whole names. In a file of its own with a short one Keras 3.15 looks for it among the metrics, and does
     * not load the file (saving_utils.py, {@code compile_args_from_training_config}).
     */
    private static JsonNode longNames(JsonNode loss) {
        if (loss.isTextual()) {
            return TextNode.valueOf(LOSSES.getOrDefault(loss.asText().toLowerCase(Locale.ROOT), loss.asText()));
        }
        if (loss instanceof ArrayNode list) {
            ArrayNode all = JSON.createArrayNode();
            list.forEach(item -> all.add(longNames(item)));
            return all;
        }
        if (loss instanceof ObjectNode outputs && !loss.has("class_name")) {
            ObjectNode all = JSON.createObjectNode();
            outputs.properties().forEach(output -> all.set(output.getKey(), longNames(output.getValue())));
            return all;
        }
        return loss;
    }

    /** What an archive is compiled with, for {@code .h5} (saving_utils.py, {@code model_metadata}). */
    static String trainingConfig(String compiled) {
        ObjectNode config = (ObjectNode) parse(compiled);
        JsonNode optimizer = config.remove("optimizer");
        if (config.has("loss")) {
            config.set("loss", longNames(config.get("loss")));
        }
        ObjectNode written = config.putObject("optimizer_config");
        if (optimizer instanceof ObjectNode) {
            written.set("class_name", optimizer.path("class_name"));
            written.set("config", optimizer.path("config"));
        } else {
            // A name stands for its defaults, and none for that of compile(). An archive lacks it that was saved after
            // an
            // .h5 file: model_metadata takes it out of the configuration of the model itself.
            written.put("class_name", optimizer == null || optimizer.isNull() ? "rmsprop" : optimizer.asText());
            written.putObject("config");
        }
        return config.toString();
    }

    /** What {@code .h5} is compiled with, for an archive. */
    static String compileConfig(String training) {
        ObjectNode config = (ObjectNode) parse(training);
        JsonNode optimizer = config.remove("optimizer_config");
        if (optimizer != null) {
            placed(optimizer, "keras.optimizers");
            placed(optimizer.at("/config/learning_rate"), "keras.optimizers.schedules");
            config.set("optimizer", optimizer);
        }
        placed(config.path("loss"), "keras.losses");
        placed(config.path("metrics"), "keras.metrics");
        placed(config.path("weighted_metrics"), "keras.metrics");
        return config.toString();
    }

    /** Says where the classes are that are named in a value, at any depth of lists and dictionaries. */
    private static void placed(JsonNode value, String module) {
        if (value instanceof ArrayNode list) {
            list.forEach(item -> placed(item, module));
        } else if (value instanceof ObjectNode object && !object.has("class_name")) {
            object.forEach(item -> placed(item, module));
        } else if (value instanceof ObjectNode object && !object.has("module")) {
            object.put("module", module).putNull("registered_name");
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
