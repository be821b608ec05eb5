package io.github.kerasjvm.loss;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of a loss object in a configuration.
 *
 * @param values the object; a missing node for a loss given by its name
 */
record LossArguments(JsonNode values) {

    /** Arguments that a loss computed here has, or that change no number. */
    private static final Set<String> KNOWN = Set.of(
            "name",
            "reduction",
            "dtype",
            "fn",
            "from_logits",
            "label_smoothing",
            "gamma",
            "alpha",
            "delta",
            "apply_class_balancing",
            "axis",
            "ignore_class");

    boolean isClass() {
        return values.isObject();
    }

    boolean fromLogits() {
        return flag("from_logits");
    }

    double smoothing() {
        return number("label_smoothing", 0);
    }

    boolean flag(String name) {
        return values.path(name).asBoolean(false);
    }

    double number(String name, double otherwise) {
        return values.path(name).asDouble(otherwise);
    }

    /** What asks for something that is not computed here; empty if nothing does. */
    Optional<String> unsupported() {
        if (values.path("axis").isNumber() && values.path("axis").asInt() != -1) {
            return Optional.of("axis " + values.path("axis") + " instead of -1");
        }
        if (values.path("ignore_class").isNumber()) {
            return Optional.of("ignore_class " + values.path("ignore_class"));
        }
        for (String number : List.of("alpha", "gamma", "label_smoothing", "delta")) {
            if (values.path(number).isContainerNode()) {
                return Optional.of(number + " " + values.path(number));
            }
        }
        if (values.path("reduction").asText("").equals("none")) {
            return Optional.of("reduction none");
        }
        for (var names = values.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KNOWN.contains(name)) {
                return Optional.of("the argument " + name);
            }
        }
        return Optional.empty();
    }

    Reduction reduction() {
        return values.path("reduction").asText("").equals("sum") ? Reduction.SUM : Reduction.MEAN;
    }
}
