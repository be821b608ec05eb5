package io.github.kerasjvm.export.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.layer.lift.Keras3Objects;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Losses and metrics in the words of Keras 3 (keras/src/losses, metrics of 3.15.1). */
final class LossLift {

    /** Functions and classes, under their names without case and underscores, whose formula is the same in Keras 3. */
    private static final Map<String, String> LOSSES = Map.ofEntries(
            Map.entry("meansquarederror", "mean_squared_error"),
            Map.entry("mse", "mean_squared_error"),
            Map.entry("meanabsoluteerror", "mean_absolute_error"),
            Map.entry("mae", "mean_absolute_error"),
            Map.entry("meanabsolutepercentageerror", "mean_absolute_percentage_error"),
            Map.entry("mape", "mean_absolute_percentage_error"),
            Map.entry("meansquaredlogarithmicerror", "mean_squared_logarithmic_error"),
            Map.entry("msle", "mean_squared_logarithmic_error"),
            Map.entry("categoricalcrossentropy", "categorical_crossentropy"),
            Map.entry("sparsecategoricalcrossentropy", "sparse_categorical_crossentropy"),
            Map.entry("binarycrossentropy", "binary_crossentropy"),
            Map.entry("bce", "binary_crossentropy"),
            Map.entry("kullbackleiblerdivergence", "kl_divergence"),
            Map.entry("kldivergence", "kl_divergence"),
            Map.entry("kld", "kl_divergence"),
            Map.entry("poisson", "poisson"),
            Map.entry("categoricalhinge", "categorical_hinge"),
            Map.entry("logcosh", "log_cosh"),
            Map.entry("huber", "huber"),
            Map.entry("huberloss", "huber"));

    /** Those that are the same from Keras 2.3 on: labels 0 and 1 of a hinge, the sum of a cosine. */
    private static final Map<String, String> LATER = Map.of(
            "hinge", "hinge",
            "squaredhinge", "squared_hinge",
            "cosinesimilarity", "cosine_similarity");

    /** The classes of those functions that have one of another name. */
    private static final Map<String, String> CLASSES =
            Map.of("kl_divergence", "KLDivergence", "log_cosh", "LogCosh", "huber", "Huber");

    private static final Set<String> ARGUMENTS = Set.of("name", "from_logits", "label_smoothing", "axis", "delta");

    /** Metrics by the same rule; they change no weight. */
    private static final Map<String, String> METRICS = Map.ofEntries(
            Map.entry("accuracy", "accuracy"),
            Map.entry("acc", "accuracy"),
            Map.entry("binaryaccuracy", "binary_accuracy"),
            Map.entry("categoricalaccuracy", "categorical_accuracy"),
            Map.entry("sparsecategoricalaccuracy", "sparse_categorical_accuracy"),
            Map.entry("topkcategoricalaccuracy", "top_k_categorical_accuracy"),
            Map.entry("sparsetopkcategoricalaccuracy", "sparse_top_k_categorical_accuracy"));

    private final Origin origin;
    private final boolean isStandalone;
    private final UnaryOperator<String> outputs;

    /** For files of some Keras; outputs are named after layers, which may have other names in Keras 3. */
    LossLift(Origin origin, boolean isStandalone, UnaryOperator<String> outputs) {
        this.origin = origin;
        this.isStandalone = isStandalone;
        this.outputs = outputs;
    }

    /** Losses of one or several outputs. */
    JsonNode losses(JsonNode value) throws OptimizerLift.NotSame {
        if (value.isNull() || value.isMissingNode()) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (value.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (JsonNode item : value) {
                list.add(losses(item));
            }
            return list;
        }
        if (value.isObject() && !value.has("class_name")) {
            ObjectNode map = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                map.set(outputs.apply(entry.getKey()), losses(entry.getValue()));
            }
            return map;
        }
        return loss(value);
    }

    private JsonNode loss(JsonNode value) throws OptimizerLift.NotSame {
        JsonNode config = value.path("config");
        boolean isFunction = value.isTextual() || config.isTextual();
        String name = value.isTextual()
                ? value.asText()
                : isFunction ? config.asText() : value.path("class_name").asText();
        String known = LOSSES.getOrDefault(plain(name), isLater() ? LATER.get(plain(name)) : null);
        if (plain(name).equals("cosineproximity")
                && isStandalone
                && origin.version().matches("2\\.[23]\\..*")) {
            known = "cosine_similarity"; // before, the mean over all elements
        }
        if (known == null) {
            throw new OptimizerLift.NotSame(
                    "the loss " + name + " of " + origin + ", which Keras 3 has not or otherwise");
        }
        return isFunction ? TextNode.valueOf(known) : object(known, config);
    }

    /** Whether the file is of Keras 2.3 or of Keras inside TensorFlow 2. */
    private boolean isLater() {
        return origin.version().startsWith("2.3")
                || !isStandalone && !origin.version().startsWith("2.2");
    }

    private static ObjectNode object(String function, JsonNode config) throws OptimizerLift.NotSame {
        ObjectNode said = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : config.properties()) {
            String argument = entry.getKey();
            if (argument.equals("reduction")) {
                boolean isDefault = entry.getValue().asText().equals("auto");
                said.set(argument, isDefault ? TextNode.valueOf("sum_over_batch_size") : entry.getValue());
            } else if (ARGUMENTS.contains(argument)) {
                said.set(argument, entry.getValue());
            } else if (!argument.equals("fn") && !entry.getValue().isNull()) {
                throw new OptimizerLift.NotSame(argument + "=" + entry.getValue() + " of the loss " + function);
            }
        }
        return Keras3Objects.object("keras.losses", CLASSES.getOrDefault(function, camelCase(function)), said);
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String part : name.split("_")) {
            camel.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
        }
        return camel.toString();
    }

    /** A number for each output, in the order of the outputs or by their names. */
    JsonNode weights(JsonNode value) {
        if (!value.isObject()) {
            return value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
        }
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        value.properties().forEach(entry -> map.set(outputs.apply(entry.getKey()), entry.getValue()));
        return map;
    }

    /**
     * A metric by name; empty text for one that Keras 3 has not or otherwise.
     *
     * @param loss the loss of its output
     */
    String metric(JsonNode value, String loss) {
        JsonNode function = value.path("config").path("fn");
        String name = value.isTextual()
                ? value.asText()
                : function.isTextual()
                        ? function.asText()
                        : value.path("config").isTextual()
                                ? value.path("config").asText()
                                : value.path("class_name").asText();
        String known = METRICS.getOrDefault(plain(name), LOSSES.getOrDefault(plain(name), ""));
        // Keras 3 goes by the shape of the output alone.
        boolean isBinary = known.equals("accuracy") && isStandalone && loss.equals("binary_crossentropy");
        return isBinary ? "binary_accuracy" : known;
    }

    private static String plain(String name) {
        return name.replaceFirst("^.*>", "").replace("_", "").toLowerCase(Locale.ROOT);
    }
}
