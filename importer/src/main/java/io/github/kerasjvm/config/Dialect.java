package io.github.kerasjvm.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.problem.Problems;
import java.util.Locale;

/**
 * Brings the architecture of one generation of Keras to the neutral form.
 */
public sealed interface Dialect permits Keras2Dialect, Keras3Dialect {

    /**
     * Reads a model.
     *
     * @param model the model's object, with {@code class_name} and {@code config}
     * @param problems takes what is wrong with the structure
     * @return the model in neutral form; of what could be read where problems were found
     */
    ModelConfig read(JsonNode model, Problems problems);

    /**
     * Whether an object is a model, and not a layer.
     *
     * @param entry the object, with {@code class_name} and {@code config}
     * @return true if its configuration holds layers
     */
    default boolean isModel(JsonNode entry) {
        return ConfigReader.isModel(entry.path("class_name").asText(), entry.path("config"));
    }

    /**
     * The dialect of a file.
     *
     * @param origin who wrote the file
     * @return the dialect
     */
    static Dialect of(Origin origin) {
        Semantics semantics = Semantics.of(origin);
        return switch (origin.generation()) {
            case KERAS_1, KERAS_2 -> new Keras2Dialect(semantics);
            case KERAS_3 -> new Keras3Dialect(semantics);
        };
    }

    /**
     * The generation that wrote an architecture: by its version where the file gives one, else by its form.
     *
     * @param version the version as the file gives it; may be empty
     * @param model the model's object
     * @return the generation
     */
    static Generation generation(String version, JsonNode model) {
        if (version.startsWith("3.")) {
            return Generation.KERAS_3;
        }
        if (version.startsWith("2.")) {
            return Generation.KERAS_2;
        }
        if (version.startsWith("1.")) {
            return Generation.KERAS_1;
        }
        String text = model.toString().toLowerCase(Locale.ROOT);
        // A Sequential model without an input shape has neither of the first two; tf.keras calls its policies Policy.
        if (text.contains("\"batch_shape\"") || text.contains("__keras_tensor__") || text.contains("\"dtypepolicy\"")) {
            return Generation.KERAS_3;
        }
        boolean renamed = text.contains("\"border_mode\"")
                || text.contains("\"output_dim\"") && !text.contains("\"units\"")
                || text.contains("\"nb_filter\"")
                || text.contains("\"w_regularizer\"");
        return renamed ? Generation.KERAS_1 : Generation.KERAS_2;
    }
}
