package io.github.kerasjvm.metric;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** The arguments of a metric in a configuration; remembers which were asked for. */
final class MetricArguments {

    private final JsonNode values;
    private final Set<String> asked = new HashSet<>(Set.of("name", "fn"));
    private final List<String> problems = new ArrayList<>();

    /**
     * Arguments.
     *
     * @param values an object; a missing node for a metric given by its name
     */
    MetricArguments(JsonNode values) {
        this.values = values;
    }

    JsonNode node(String name) {
        asked.add(name);
        return values.path(name);
    }

    boolean has(String name) {
        JsonNode value = node(name);
        return !value.isMissingNode() && !value.isNull();
    }

    boolean flag(String name, boolean otherwise) {
        return node(name).asBoolean(otherwise);
    }

    String text(String name, String otherwise) {
        return has(name) ? node(name).asText() : otherwise;
    }

    double number(String name, double otherwise) {
        return optional(name).orElse(otherwise);
    }

    OptionalDouble optional(String name) {
        if (has(name) && !node(name).isNumber()) {
            problems.add(name + " " + node(name) + " instead of a number");
        }
        return has(name) ? OptionalDouble.of(node(name).asDouble()) : OptionalDouble.empty();
    }

    OptionalInt whole(String name) {
        OptionalDouble number = optional(name);
        return number.isPresent() ? OptionalInt.of((int) number.getAsDouble()) : OptionalInt.empty();
    }

    /** The numbers of a list or array, or one number; empty if there are none. */
    List<Double> numbers(String name) {
        JsonNode value = node(name);
        JsonNode list = listed(value);
        if (list.isNumber()) {
            return List.of(list.asDouble());
        }
        if (has(name) && !list.isArray()) {
            problems.add(name + " " + value + " instead of numbers");
        }
        return IntStream.range(0, list.isArray() ? list.size() : 0)
                .mapToObj(i -> list.get(i).asDouble())
                .toList();
    }

    /** Keras 3 and tf_keras write tuples and arrays as objects. */
    private static JsonNode listed(JsonNode value) {
        JsonNode inside = value.path("config").path("value");
        return value.path("items").isArray() ? value.path("items") : inside.isArray() ? inside : value;
    }

    /** Reports an argument that has another value than the only one that is computed here. */
    void only(String name, int value) {
        if (has(name) && node(name).asInt() != value) {
            problems.add(name + " " + node(name) + " instead of " + value);
        }
    }

    void problem(String text) {
        problems.add(text);
    }

    /** What asks for something that is not computed here; empty if nothing does. */
    Optional<String> unsupported() {
        asked.add("dtype"); // a kind of number for sums; ours are in float64
        List<String> all = new ArrayList<>(problems);
        values.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name) && !values.path(name).isNull()) {
                all.add("the argument " + name);
            }
        });
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", all));
    }

    /** The object itself, for what has a reader of its own; all of it counts as asked for. */
    JsonNode all() {
        values.fieldNames().forEachRemaining(asked::add);
        return values;
    }
}
