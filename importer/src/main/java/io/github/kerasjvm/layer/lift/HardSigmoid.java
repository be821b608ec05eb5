package io.github.kerasjvm.layer.lift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * {@code hard_sigmoid} of Keras 1 and 2, {@code min(max(0.2 x + 0.5, 0), 1)}, in Keras 3, whose own has a slope of 1/6. An
 * activation there may be any object that can be called; a {@code Pipeline} of {@code Rescaling(0.2, 0.5)} and
 * {@code ReLU(max_value=1)} computes it, in recurrent cells, too (keras/src/activations/__init__.py, {@code get};
 * measured: predicts, trains, and is saved and loaded again).
 */
public final class HardSigmoid {

    /** The slope of Keras 1 and 2. */
    static final double SLOPE = 0.2;

    private static final double OFFSET = 0.5;
    private static final double CEILING = 1;

    private HardSigmoid() {}

    /** The activation for Keras 3; its parts compute as the layer around them. */
    static ObjectNode inKeras3(JsonNode policy) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("name", "hard_sigmoid");
        ArrayNode layers = config.putArray("layers");
        ObjectNode scaled = config("hard_sigmoid_line", policy);
        scaled.put("scale", SLOPE).put("offset", OFFSET);
        layers.add(Keras3Objects.object("keras.layers", "Rescaling", scaled));
        ObjectNode clipped = config("hard_sigmoid_bounds", policy);
        clipped.put("max_value", CEILING).put("negative_slope", 0.0).put("threshold", 0.0);
        layers.add(Keras3Objects.object("keras.layers", "ReLU", clipped));
        return Keras3Objects.object("keras.layers", "Pipeline", config);
    }

    private static ObjectNode config(String name, JsonNode policy) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("name", name).put("trainable", true);
        config.set("dtype", policy);
        return config;
    }

    /**
     * Whether an activation in a file of Keras 3 is this function.
     *
     * @param value the object
     * @return true if it computes exactly this
     */
    public static boolean isMeant(JsonNode value) {
        JsonNode layers = value.path("config").path("layers");
        if (!value.path("class_name").asText().equals("Pipeline") || layers.size() != 2) {
            return false;
        }
        JsonNode line = layers.get(0).path("config");
        JsonNode bounds = layers.get(1).path("config");
        return layers.get(0).path("class_name").asText().equals("Rescaling")
                && layers.get(1).path("class_name").asText().equals("ReLU")
                && line.path("scale").asDouble(0) == SLOPE
                && line.path("offset").asDouble(0) == OFFSET
                && bounds.path("max_value").asDouble(0) == CEILING
                && bounds.path("negative_slope").asDouble(0) == 0
                && bounds.path("threshold").asDouble(0) == 0;
    }
}
