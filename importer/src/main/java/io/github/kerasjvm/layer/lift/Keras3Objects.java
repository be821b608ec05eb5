package io.github.kerasjvm.layer.lift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Initialisers, regularisers, constraints and element types, as files of any generation have them, in the words of Keras 3
 * (keras/src/initializers, regularizers, constraints, dtype_policies of 3.15.1).
 */
public final class Keras3Objects {

    private static final String SEED = "seed";
    private static final String AXIS = "axis";

    /** The classes under their names without case and underscores, with their arguments. */
    private static final Map<String, Known> INITIALIZERS = Map.ofEntries(
            Map.entry("zeros", new Known("Zeros")),
            Map.entry("zero", new Known("Zeros")),
            Map.entry("ones", new Known("Ones")),
            Map.entry("one", new Known("Ones")),
            Map.entry("constant", new Known("Constant", "value")),
            Map.entry("randomnormal", new Known("RandomNormal", "mean", "stddev", SEED)),
            Map.entry("normal", new Known("RandomNormal", "mean", "stddev", SEED)),
            Map.entry("randomuniform", new Known("RandomUniform", "minval", "maxval", SEED)),
            Map.entry("uniform", new Known("RandomUniform", "minval", "maxval", SEED)),
            Map.entry("truncatednormal", new Known("TruncatedNormal", "mean", "stddev", SEED)),
            Map.entry("variancescaling", new Known("VarianceScaling", "scale", "mode", "distribution", SEED)),
            Map.entry("orthogonal", new Known("Orthogonal", "gain", SEED)),
            Map.entry("identity", new Known("Identity", "gain")),
            Map.entry("glorotuniform", new Known("GlorotUniform", SEED)),
            Map.entry("glorotnormal", new Known("GlorotNormal", SEED)),
            Map.entry("heuniform", new Known("HeUniform", SEED)),
            Map.entry("henormal", new Known("HeNormal", SEED)),
            Map.entry("lecununiform", new Known("LecunUniform", SEED)),
            Map.entry("lecunnormal", new Known("LecunNormal", SEED)));

    private static final Known L1_L2 = new Known("L1L2", "l1", "l2");

    private static final Map<String, Known> REGULARIZERS = Map.of(
            "l1", new Known("L1", "l1"),
            "l2", new Known("L2", "l2"),
            "l1l2", L1_L2,
            "l1l2regularizer", L1_L2,
            "weightregularizer", L1_L2,
            "activityregularizer", L1_L2,
            "orthogonalregularizer", new Known("OrthogonalRegularizer", "factor", "mode"));

    private static final Map<String, Known> CONSTRAINTS = Map.of(
            "maxnorm", new Known("MaxNorm", "max_value", AXIS),
            "minmaxnorm", new Known("MinMaxNorm", "min_value", "max_value", "rate", AXIS),
            "unitnorm", new Known("UnitNorm", AXIS),
            "nonneg", new Known("NonNeg"));

    /** Names of arguments of Keras 1. */
    private static final Map<String, String> OLDER = Map.of("m", "max_value", "low", "min_value", "high", "max_value");

    private Keras3Objects() {}

    /** A class of Keras 3 and its arguments. */
    private record Known(String className, List<String> arguments) {
        Known(String className, String... arguments) {
            this(className, List.of(arguments));
        }
    }

    /**
     * An object as Keras 3 writes it.
     *
     * @param module where its class is, {@code keras.layers}
     * @param className the class
     * @param config its arguments
     * @return the object
     */
    public static ObjectNode object(String module, String className, ObjectNode config) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("module", module).put("class_name", className);
        object.set("config", config);
        object.putNull("registered_name");
        return object;
    }

    /**
     * The element type of a layer, or what it computes in.
     *
     * @param type as a file of any generation has it
     * @return the policy; that of float32 where the file gives none
     */
    public static ObjectNode policy(JsonNode type) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("name", typeName(type));
        return object("keras", "DTypePolicy", config);
    }

    /**
     * The name of an element type or policy.
     *
     * @param type as a file of any generation has it
     * @return the name, {@code float32} where the file gives none
     */
    public static String typeName(JsonNode type) {
        String name = type.isObject() ? type.path("config").path("name").asText("float32") : type.asText("float32");
        return name.equals("float") || name.equals("null") ? "float32" : name;
    }

    /** An initialiser; empty if it is none of Keras 3's. */
    static Optional<JsonNode> initializer(JsonNode value) {
        return found(INITIALIZERS, value, "keras.initializers");
    }

    /** A regulariser, or null for none; empty if it is none of Keras 3's. */
    static Optional<JsonNode> regularizer(JsonNode value) {
        // As a name alone l1_l2 means other numbers in other generations.
        boolean isOpen = value.isTextual() && plain(value.textValue()).startsWith("l1l2");
        return isOpen ? Optional.empty() : foundOrNone(REGULARIZERS, value, "keras.regularizers");
    }

    /** A constraint, or null for none; empty if it is none of Keras 3's. */
    static Optional<JsonNode> constraint(JsonNode value) {
        return foundOrNone(CONSTRAINTS, value, "keras.constraints");
    }

    private static Optional<JsonNode> foundOrNone(Map<String, Known> classes, JsonNode value, String module) {
        return value.isNull() ? Optional.of(value) : found(classes, value, module);
    }

    /** A name, an object with {@code class_name} and {@code config}, or Keras 1's with {@code name} and its arguments beside. */
    private static Optional<JsonNode> found(Map<String, Known> classes, JsonNode value, String module) {
        boolean isNested = value.path("class_name").isTextual();
        String name = value.isTextual()
                ? value.asText()
                : value.path(isNested ? "class_name" : "name").asText();
        Known known = classes.get(plain(name));
        if (known == null) {
            return Optional.empty();
        }
        JsonNode stored = isNested ? value.path("config") : value;
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        stored.properties().forEach(entry -> {
            String argument = OLDER.getOrDefault(entry.getKey(), entry.getKey());
            if (known.arguments().contains(argument)) {
                boolean isOlder = argument.equals("distribution")
                        && entry.getValue().asText().equals("normal");
                config.set(argument, isOlder ? TextNode.valueOf("truncated_normal") : entry.getValue());
            }
        });
        return Optional.of(object(module, known.className(), config));
    }

    private static String plain(String name) {
        return name.replaceFirst("^.*>", "").replace("_", "").toLowerCase(Locale.ROOT);
    }
}
