package io.github.kerasjvm.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the layers of an architecture stand in its JSON, of any generation. */
public final class LayerPlaces {

    private static final String CONFIG = "config";

    private LayerPlaces() {}

    /**
     * The place of every layer with a configuration.
     *
     * @param root the architecture
     * @return where the layer's object stands, by its path, {@code outer/inner}; in the order of the file, a nested model before
     *     what it holds
     */
    public static Map<String, JsonPointer> of(JsonNode root) {
        Map<String, JsonPointer> places = new LinkedHashMap<>();
        walk(root, JsonPointer.empty(), "", places);
        return places;
    }

    private static void walk(JsonNode model, JsonPointer at, String prefix, Map<String, JsonPointer> places) {
        JsonPointer config = at.appendProperty(CONFIG);
        boolean isList = model.path(CONFIG).isArray();
        JsonNode layers = isList ? model.path(CONFIG) : model.path(CONFIG).path("layers");
        JsonPointer list = isList ? config : config.appendProperty("layers");
        for (int i = 0; i < layers.size(); i++) {
            JsonNode layer = layers.get(i);
            JsonPointer place = list.appendIndex(i);
            if (layer.path(CONFIG).isObject()) {
                String path = prefix
                        + layer.path(CONFIG)
                                .path("name")
                                .asText(layer.path("name").asText());
                places.put(path, place);
                walk(layer, place, path + "/", places);
            }
        }
    }
}
