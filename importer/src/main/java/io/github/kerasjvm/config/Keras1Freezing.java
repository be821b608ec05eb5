package io.github.kerasjvm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What {@code trainable} of a {@code Bidirectional} means in Keras 1: nothing. Its weights are those of the layers of both
 * directions, which are frozen if the layer in it is (wrappers.py, 1.2.2). A nested model stores frozen weights last.
 */
public final class Keras1Freezing {

    private static final String TRAINABLE = "trainable";

    private Keras1Freezing() {}

    /**
     * A model whose wrappers say what holds.
     *
     * @param model the model's object, which stays as it is
     * @param origin who wrote it
     * @return the model, or a changed copy
     */
    public static JsonNode applied(JsonNode model, Origin origin) {
        if (origin.generation() != Generation.KERAS_1 || wrappers(model).isEmpty()) {
            return model;
        }
        JsonNode copy = model.deepCopy();
        for (JsonNode wrapper : wrappers(copy)) {
            ObjectNode config = (ObjectNode) wrapper.path("config");
            boolean trains = config.path("layer").path("config").path(TRAINABLE).asBoolean(true);
            config.put(TRAINABLE, trains);
        }
        return copy;
    }

    private static List<JsonNode> wrappers(JsonNode model) {
        return model.findParents("class_name").stream()
                .filter(layer -> layer.path("class_name").asText().equals("Bidirectional")
                        && layer.path("config").isObject())
                .toList();
    }
}
