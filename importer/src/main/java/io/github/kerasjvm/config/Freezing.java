package io.github.kerasjvm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Sets {@code trainable} of layers in an architecture to false, so that it says what was asked for. */
public final class Freezing {

    private Freezing() {}

    /**
     * The architecture with frozen layers.
     *
     * @param root the architecture, of any generation
     * @param patterns paths of layers, {@code outer/inner}; {@code *} stands for anything
     * @return a copy in which layers with such a path, and what is in them, are not trainable; the same node without patterns
     */
    public static JsonNode applied(JsonNode root, List<String> patterns) {
        if (patterns.isEmpty()) {
            return root;
        }
        JsonNode copy = root.deepCopy();
        walk(copy, (path, config) -> {
            if (patterns.stream().anyMatch(pattern -> isFrozen(pattern, path))) {
                config.put("trainable", false);
            }
        });
        return copy;
    }

    /**
     * Patterns that match no layer.
     *
     * @param root the architecture
     * @param patterns the patterns
     * @return those that would freeze nothing
     */
    public static List<String> unmatched(JsonNode root, List<String> patterns) {
        Set<String> paths = new TreeSet<>();
        walk(root, (path, config) -> paths.add(path));
        List<String> unmatched = new ArrayList<>();
        for (String pattern : patterns) {
            if (paths.stream().noneMatch(path -> matches(pattern, path))) {
                unmatched.add(pattern);
            }
        }
        return unmatched;
    }

    /** A model that is frozen freezes all that it holds, as {@code model.trainable = False} does. */
    private static boolean isFrozen(String pattern, String path) {
        return matches(pattern, path)
                || path.contains("/") && isFrozen(pattern, path.substring(0, path.lastIndexOf('/')));
    }

    private static boolean matches(String pattern, String path) {
        String expression = "\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E";
        return Pattern.matches(expression, path);
    }

    /** Visits the configuration of every layer of a model, and of the models in it. */
    private static void walk(JsonNode model, BiConsumer<String, ObjectNode> visit) {
        LayerPlaces.of(model)
                .forEach((path, place) -> visit.accept(path, (ObjectNode) model.at(place.appendProperty("config"))));
    }
}
