package io.github.kerasjvm.layer.lift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.config.Semantics;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** A layer on its way to Keras 3: what the file says of it and is not dealt with yet, and what Keras 3 is told. */
public final class Lifted {

    /** What says where and how a layer is made, which a graph of Keras 3 knows by itself. */
    private static final Set<String> OF_STORAGE = Set.of(
            "name",
            "trainable",
            "dtype",
            "batch_input_shape",
            "batch_shape",
            "input_shape",
            "input_dtype",
            "input_dim",
            "input_length",
            "batch_size",
            "build_config",
            "autocast",
            "quantization_config",
            "lora_rank",
            "lora_alpha",
            "rng_type",
            "enable_caching_device");

    private static final String ACTIVITY = "activity_regularizer";

    private final Origin origin;
    private final ObjectNode open;
    private final ObjectNode config = JsonNodeFactory.instance.objectNode();
    private final Place place;
    private String className;

    /**
     * Where a layer stands, and who is told what becomes of it.
     *
     * @param path the path of the layer
     * @param className its class in the file
     * @param problems takes what has no counterpart, at the layer
     * @param changes takes what is said in other words
     * @param inner says a layer, or a model, that is an argument in the words of Keras 3; empty if that cannot be
     */
    public record Place(
            String path,
            String className,
            Problems problems,
            Consumer<Change> changes,
            Function<JsonNode, Optional<ObjectNode>> inner) {}

    /**
     * A layer of a file.
     *
     * @param origin who wrote the file
     * @param arguments its arguments as they stand there; they stay as they are
     * @param target the name of its kind in Keras 3, unless that says another
     * @param place where it stands
     */
    public Lifted(Origin origin, ObjectNode arguments, String target, Place place) {
        this.origin = origin;
        this.open = arguments.deepCopy();
        this.place = place;
        this.className = target;
        config.set("name", arguments.path("name"));
        config.put("trainable", arguments.path("trainable").asBoolean(true));
        config.set("dtype", Keras3Objects.policy(arguments.path("dtype")));
    }

    /**
     * The class in Keras 3.
     *
     * @return the class
     */
    public String className() {
        return className;
    }

    /**
     * What Keras 3 is told.
     *
     * @return the arguments
     */
    public ObjectNode config() {
        return config;
    }

    /**
     * Whether training changes the layer.
     *
     * @return false if the file says so
     */
    public boolean isTrainable() {
        return config.path("trainable").asBoolean(true);
    }

    /**
     * What the words of the file mean.
     *
     * @return the semantics
     */
    public Semantics semantics() {
        return Semantics.of(origin);
    }

    /**
     * Whether the file gives an argument, and it is not null.
     *
     * @param name the argument
     * @return true if it has a value that is not dealt with yet
     */
    public boolean has(String name) {
        return open.hasNonNull(name);
    }

    /**
     * An argument as the file has it.
     *
     * @param name the argument
     * @return its value; a null node if it is not there
     */
    public JsonNode value(String name) {
        JsonNode value = open.get(name);
        return value == null ? JsonNodeFactory.instance.nullNode() : value;
    }

    /**
     * Takes an argument away, to be dealt with.
     *
     * @param name the argument
     * @return its value; a null node if it is not there
     */
    public JsonNode take(String name) {
        JsonNode value = open.remove(name);
        return value == null ? JsonNodeFactory.instance.nullNode() : value;
    }

    /**
     * Gives an argument another value.
     *
     * @param name the argument
     * @param value the value, in the words of older generations
     */
    public void put(String name, JsonNode value) {
        open.set(name, value);
    }

    /**
     * Gives an argument a value if the file gives none.
     *
     * @param name the argument
     * @param value what Keras took it as
     */
    public void putIfAbsent(String name, JsonNode value) {
        if (!open.has(name)) {
            open.set(name, value);
        }
    }

    /**
     * Gives an argument another name.
     *
     * @param old its name in the file
     * @param name its name in Keras 3
     */
    public void rename(String old, String name) {
        if (!open.has(old) || open.has(name)) {
            return;
        }
        boolean says = open.hasNonNull(old);
        open.set(name, open.remove(old));
        if (says) {
            change(Change.Kind.RENAMED, old + " -> " + name);
        }
    }

    /**
     * Lets it compute in float32 where its type is a whole number: Keras 3 rounds what a layer takes to its type, where
     * older ones took that for the type of what it gives.
     */
    public void computesInFloat() {
        if (config.at("/dtype/config/name").asText().contains("int")) {
            change(
                    Change.Kind.REPLACED,
                    "dtype " + config.at("/dtype/config/name").asText() + " by float32");
            config.set("dtype", Keras3Objects.policy(JsonNodeFactory.instance.nullNode()));
        }
    }

    /**
     * Makes it a layer of another class.
     *
     * @param name the class in Keras 3
     */
    public void becomes(String name) {
        className = name;
    }

    /**
     * Notes that something is said in other words.
     *
     * @param kind what was done
     * @param text what it was
     */
    public void change(Change.Kind kind, String text) {
        place.changes().accept(new Change(place.path(), place.className(), kind, text));
    }

    /**
     * Refuses the layer.
     *
     * @param argument the argument that has no counterpart; empty for the whole layer
     * @param message what is there, and why nothing in Keras 3 means the same
     */
    public void refuse(String argument, String message) {
        place.problems().add(Code.KERAS_3, argument, message, "");
    }

    /**
     * Takes an argument over that is a layer, or a list of layers.
     *
     * @param name the argument
     */
    public void takeLayers(String name) {
        JsonNode value = take(name);
        if (value.isArray()) {
            var list = config.putArray(name);
            value.forEach(entry -> place.inner().apply(entry).ifPresent(list::add));
        } else if (!value.isNull()) {
            place.inner().apply(value).ifPresent(entry -> config.set(name, entry));
        }
    }

    /**
     * Refuses penalties on what the layer gives where the file's Keras does not divide them by the size of the batch.
     *
     * @param argument one of the arguments that say so
     * @param names what they are called
     */
    public void requireActivityPerBatch(String argument, String names) {
        if (!isPerBatch()) {
            refuse(
                    argument,
                    "with " + names + " " + origin + " adds the sum over the batch to the loss, Keras 3 the mean");
        }
    }

    /** Takes over what Keras 3 takes, and refuses what is left and means something. */
    void takeOver(Set<String> arguments, Map<String, Predicate<JsonNode>> dropped, boolean isBare) {
        open.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            if (arguments.contains(name) || name.equals(ACTIVITY) && !value.isNull()) {
                value(name, value).ifPresent(said -> config.set(name, said));
            } else if (isNothing(value) || OF_STORAGE.contains(name)) {
                return;
            } else if (dropped.containsKey(name) && dropped.get(name).test(value)) {
                change(Change.Kind.DROPPED, name + "=" + value);
            } else {
                refuse(name, "is " + value + "; " + className + " of Keras 3 has no argument that means this");
            }
        });
        noteFrozen();
        if (arguments.contains("data_format") && !config.hasNonNull("data_format")) {
            config.put("data_format", "channels_last"); // else Keras 3 takes the setting of its computer
        }
        if (arguments.contains("seed") && !config.has("seed")) {
            config.putNull("seed");
        }
        if (isBare) {
            config.remove("trainable");
        }
    }

    /** Penalties on the weights of a frozen layer count in the loss up to tf_keras, and in Keras 3 no more (measured). */
    private void noteFrozen() {
        boolean isPenalized = config.properties().stream()
                .anyMatch(entry -> entry.getKey().endsWith("_regularizer")
                        && !entry.getKey().equals(ACTIVITY)
                        && !entry.getValue().isNull());
        if (isPenalized && !isTrainable()) {
            change(Change.Kind.TRAINING, "Keras 3 counts no penalty on the weights of a frozen layer");
        }
    }

    /** None, or an option of making layers that is off. */
    private static boolean isNothing(JsonNode value) {
        return value.isNull() || value.isBoolean() && !value.booleanValue();
    }

    private Optional<JsonNode> value(String name, JsonNode value) {
        if (name.endsWith("_initializer")) {
            return initializer(name, value);
        }
        if (name.endsWith("_regularizer")) {
            return regularizer(name, value);
        }
        if (name.endsWith("_constraint")) {
            return known(Keras3Objects.constraint(value), name, value, "constraint");
        }
        return switch (name) {
            case "activation", "recurrent_activation" -> activation(value);
            case "data_format" -> Optional.of(layout(value));
            case "padding" ->
                Optional.of(
                        value.isTextual()
                                ? JsonNodeFactory.instance.textNode(
                                        value.textValue().toLowerCase(Locale.ROOT))
                                : value);
            default -> Optional.of(value);
        };
    }

    private static JsonNode layout(JsonNode value) {
        return switch (value.asText()) {
            case "th" -> JsonNodeFactory.instance.textNode("channels_first");
            case "tf" -> JsonNodeFactory.instance.textNode("channels_last");
            default -> value;
        };
    }

    /** First values are there no more; an initialiser that is not known means nothing to a trained layer. */
    private Optional<JsonNode> initializer(String name, JsonNode value) {
        Optional<JsonNode> known = Keras3Objects.initializer(value);
        if (known.isEmpty() && !value.isNull()) {
            change(Change.Kind.DROPPED, name + "=" + value);
        }
        return known;
    }

    private Optional<JsonNode> regularizer(String name, JsonNode value) {
        if (name.equals(ACTIVITY) && !value.isNull() && !isPerBatch()) {
            refuse(name, "is " + value + "; " + origin + " adds it for the sum over the batch, Keras 3 for the mean");
            return Optional.empty();
        }
        return known(Keras3Objects.regularizer(value), name, value, "regulariser");
    }

    /** Keras on its own does not divide by the size of the batch (keras/engine/base_layer.py of 2.3.1; measured). */
    private boolean isPerBatch() {
        return semantics().masks().bidirectionalGivesZeros();
    }

    private Optional<JsonNode> known(Optional<JsonNode> said, String name, JsonNode value, String what) {
        if (said.isEmpty()) {
            refuse(name, "is " + value + "; the " + what + " is none of Keras 3's");
        }
        return said;
    }

    /**
     * An activation in the words of Keras 3.
     *
     * @param value as the file has it
     * @return the activation; empty if it is refused
     */
    private Optional<JsonNode> activation(JsonNode value) {
        if (value.isObject() && !value.path("config").isTextual()) {
            return place.inner().apply(value).map(entry -> entry);
        }
        String name = value.isObject() ? value.path("config").asText() : value.asText("linear");
        if (name.equals("hard_sigmoid") && semantics().hardSigmoidSlope() == HardSigmoid.SLOPE) {
            change(
                    Change.Kind.REPLACED,
                    "hard_sigmoid, whose slope is 1/6 in Keras 3, by a Pipeline of "
                            + "Rescaling(0.2, 0.5) and ReLU(max_value=1)");
            return Optional.of(HardSigmoid.inKeras3(config.get("dtype")));
        }
        // Keras 3 knows the older names, and says the newer.
        return Optional.of(JsonNodeFactory.instance.textNode(name.replaceFirst("swish$", "silu")));
    }
}
