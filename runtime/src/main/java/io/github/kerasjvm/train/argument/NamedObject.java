package io.github.kerasjvm.train.argument;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.problem.Problems;
import java.util.Locale;

/**
 * An object of Keras in the argument of a layer: a name, an object with {@code class_name} and {@code config}, or Keras 1's
 * object with {@code name} and its arguments beside it.
 *
 * @param name its class or function in small letters without underscores, in which alone the generations differ
 * @param isName whether it is a name without arguments
 * @param settings its arguments
 */
public record NamedObject(String name, boolean isName, Settings settings) {

    /**
     * Takes an object apart.
     *
     * @param value the argument, not null
     * @param problems takes what is wrong with its arguments
     * @return its name and arguments
     */
    public static NamedObject of(JsonNode value, Problems problems) {
        boolean isNested = value.path("class_name").isTextual();
        String name = value.isTextual()
                ? value.asText()
                : value.path(isNested ? "class_name" : "name").asText("");
        Settings settings = new Settings(isNested ? value.path("config") : value, problems);
        settings.passOver("name");
        String plain = name.replaceFirst("^.*>", "").replace("_", "").toLowerCase(Locale.ROOT);
        return new NamedObject(plain, value.isTextual(), settings);
    }
}
