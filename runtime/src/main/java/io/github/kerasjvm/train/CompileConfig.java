package io.github.kerasjvm.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import java.util.Locale;
import java.util.Optional;

/**
 * What a model is compiled with, with changes: JSON in the form of the generation and the kind of file that it came from.
 * Immutable; each option gives a new value.
 */
public final class CompileConfig {

    private static final String H5 = "optimizer_config";
    private static final String ARCHIVE = "optimizer";

    private final Origin origin;
    private final boolean isArchive;
    private final ObjectNode json;
    private final boolean isChanged;

    private CompileConfig(Origin origin, boolean isArchive, ObjectNode json, boolean isChanged) {
        this.origin = origin;
        this.isArchive = isArchive;
        this.json = json;
        this.isChanged = isChanged;
    }

    /**
     * What the file says.
     *
     * @param model the model
     * @return its configuration; an empty one if it was saved without
     */
    public static CompileConfig of(KerasModel model) {
        ObjectNode json = model.trainingConfig()
                .map(text -> (ObjectNode) Json.parse(model.file(), text, Limits.DEFAULT))
                .orElseGet(JsonNodeFactory.instance::objectNode);
        boolean isArchive = model.config().contains("\"registered_name\"") && !json.has(H5);
        return new CompileConfig(model.origin(), isArchive, json, false);
    }

    private CompileConfig with(ObjectNode changed) {
        return new CompileConfig(origin, isArchive, changed, true);
    }

    /**
     * The same with another loss, for every output.
     *
     * @param name Keras's name, {@code mse}
     * @return the configuration
     */
    public CompileConfig loss(String name) {
        ObjectNode changed = json.deepCopy();
        changed.put("loss", name);
        if (!changed.hasNonNull("metrics") && name.contains("crossentropy")) {
            changed.putArray("metrics").add("accuracy");
        }
        return with(changed);
    }

    /**
     * The same with another optimizer, with Keras's defaults.
     *
     * @param name Keras's name, {@code adam}
     * @return the configuration
     */
    public CompileConfig optimizer(String name) {
        ObjectNode changed = json.deepCopy();
        ObjectNode optimizer = changed.putObject(isArchive ? ARCHIVE : H5);
        boolean isModern = origin.generation() == Generation.KERAS_2 && isAtLeast(2, 11);
        if (isArchive) {
            optimizer.put("module", "keras.optimizers");
        }
        optimizer.put("class_name", (isModern && !isArchive ? "Custom>" : "") + className(name));
        ObjectNode config = optimizer.putObject("config");
        config.put("name", name.toLowerCase(Locale.ROOT));
        if (isModern) {
            config.put("is_legacy_optimizer", false);
        }
        if (isArchive) {
            optimizer.putNull("registered_name");
        }
        return with(changed);
    }

    /** The name of the class: {@code RMSprop} for {@code rmsprop}. */
    private static String className(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sgd" -> "SGD";
            case "rmsprop" -> "RMSprop";
            case "adamw" -> "AdamW";
            default -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        };
    }

    /**
     * The same with another learning rate in place of what the optimizer has, a schedule included.
     *
     * @param rate the rate
     * @return the configuration
     * @throws IllegalArgumentException if there is no optimizer
     */
    public CompileConfig learningRate(double rate) {
        ObjectNode changed = json.deepCopy();
        if (!(changed.path(isArchive ? ARCHIVE : H5).path("config") instanceof ObjectNode config)) {
            throw new IllegalArgumentException("the model has no optimizer whose learning rate could be set; name one");
        }
        boolean isOld = origin.generation() == Generation.KERAS_1
                || origin.generation() == Generation.KERAS_2
                        && !isAtLeast(2, 3)
                        && !origin.version().endsWith("-tf");
        config.remove("lr");
        config.remove("learning_rate");
        config.put(isOld ? "lr" : "learning_rate", rate);
        return with(changed);
    }

    private boolean isAtLeast(int major, int minor) {
        String[] parts = origin.version().split("[^0-9]+");
        int own = parts.length > 1 ? Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]) : 0;
        return own >= major * 1000 + minor;
    }

    /**
     * The configuration, if it is not the file's.
     *
     * @return JSON text; empty if nothing was changed
     */
    public Optional<String> changed() {
        return isChanged ? Optional.of(json.toString()) : Optional.empty();
    }

    /**
     * A field of the configuration.
     *
     * @param name {@code loss}, {@code metrics}
     * @return its value; a missing node if there is none
     */
    public JsonNode field(String name) {
        return json.path(name);
    }
}
