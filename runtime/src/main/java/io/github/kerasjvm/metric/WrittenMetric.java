package io.github.kerasjvm.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One metric as a configuration writes it.
 *
 * @param name the name of the class or function
 * @param given the name that it was given for logs; empty if it is the text alone that names it
 * @param arguments its arguments as an object; a missing node without
 * @param form how it is written
 * @param problem what it is instead of a metric of Keras; empty if nothing speaks against one
 */
record WrittenMetric(String name, Optional<String> given, JsonNode arguments, Form form, Optional<String> problem) {

    private static final JsonNode NONE = MissingNode.getInstance();

    private static final Set<String> CAPITAL_FUNCTIONS = Set.of("ACC", "BCE", "MSE", "MAE", "MAPE", "MSLE");

    /** How a metric is written. */
    enum Form {
        /** By its name alone. */
        TEXT,
        /** As a function. */
        FUNCTION,
        /** As an object of a class. */
        OBJECT
    }

    static WrittenMetric of(JsonNode value) {
        if (value.isTextual()) {
            return new WrittenMetric(value.asText(), Optional.empty(), NONE, Form.TEXT, Optional.empty());
        }
        JsonNode config = value.path("config");
        String className = value.path("class_name").asText();
        if (config.isTextual()) {
            return new WrittenMetric(config.asText(), Optional.empty(), NONE, Form.FUNCTION, Optional.empty());
        }
        Optional<String> logged = Optional.ofNullable(config.path("name").textValue());
        if (className.equals("MeanMetricWrapper")) {
            return wrapped(logged, config);
        }
        return new WrittenMetric(className, logged, config, Form.OBJECT, problem(value));
    }

    private static WrittenMetric wrapped(Optional<String> logged, JsonNode config) {
        JsonNode fn = config.path("fn");
        String name = fn.isTextual() ? fn.asText() : fn.path("config").asText("");
        Optional<String> problem = name.isEmpty() ? Optional.of("an object that Keras calls") : Optional.empty();
        return new WrittenMetric(name, logged, config, Form.FUNCTION, problem);
    }

    private static Optional<String> problem(JsonNode value) {
        String className = value.path("class_name").asText();
        String module = value.path("module").asText("keras");
        if (className.equals("__lambda__")) {
            return Optional.of("a lambda");
        }
        if (className.contains(">") || !module.matches("(keras|tf_keras|tensorflow\\.keras)(\\..*)?")) {
            return Optional.of("a class of its own, " + className);
        }
        // Keras averages over batches what such an object gives for each, whatever their sizes.
        return value.path("config").has("reduction")
                ? Optional.of("an object of the loss " + className)
                : Optional.empty();
    }

    private boolean isWord(MetricRules.Line line, Set<String> words) {
        boolean anyCase = line == MetricRules.Line.TENSORFLOW_2 || line == MetricRules.Line.KERAS_3;
        return form == Form.TEXT && words.contains(anyCase ? name.toLowerCase(Locale.ROOT) : name);
    }

    /** Whether it is the word that {@code compile} resolves. */
    boolean isAccuracy(MetricRules.Line line) {
        return isWord(line, Set.of("accuracy", "acc"));
    }

    /** Whether it is the word that {@code compile} resolves; Keras 1, 2.0 and 3 have no such word. */
    boolean isCrossentropy(MetricRules.Line line) {
        boolean knows = line.compareTo(MetricRules.Line.KERAS_2) >= 0 && line != MetricRules.Line.KERAS_3;
        return knows && isWord(line, Set.of("crossentropy", "ce"));
    }

    /** Whether it cannot be a class of Keras: only Keras 3 finds classes by {@code snake_case}. */
    boolean isFunction(MetricRules.Line line) {
        boolean isClassName =
                !name.isEmpty() && Character.isUpperCase(name.charAt(0)) && !CAPITAL_FUNCTIONS.contains(name);
        return switch (form) {
            case FUNCTION -> true;
            case OBJECT -> false;
            case TEXT -> line != MetricRules.Line.KERAS_3 && !isClassName;
        };
    }

    /** The name of its class as Keras makes it a name of an object: {@code AUC} to {@code auc}. */
    String snakeCase() {
        return name.replaceAll("(.)([A-Z][a-z0-9]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
