package io.github.kerasjvm.metric;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Which metrics stand for which output.
 *
 * @param outputs a list for each output
 * @param strangers names under which metrics stand, and which no output has
 */
record MetricLists(List<List<JsonNode>> outputs, List<String> strangers) {

    /** Reads what {@code compile(metrics=…)} was given, as the line of Keras shares it out. */
    static MetricLists of(JsonNode value, List<String> names, MetricRules.Line line) {
        JsonNode list = unwrapped(value);
        if (line == MetricRules.Line.KERAS_3 && names.size() == 1) {
            return new MetricLists(List.of(flat(list)), List.of());
        }
        if (list.isObject() && !list.has("class_name")) {
            return byName(list, names);
        }
        return new MetricLists(isByPlace(list, names, line) ? byPlace(list, names) : forAll(list, names), List.of());
    }

    private static boolean isByPlace(JsonNode list, List<String> names, MetricRules.Line line) {
        if (!list.isArray() || line.compareTo(MetricRules.Line.KERAS_2) <= 0) {
            return false;
        }
        boolean hasLists = StreamSupport.stream(list.spliterator(), false)
                .anyMatch(entry -> unwrapped(entry).isArray());
        return hasLists || line == MetricRules.Line.KERAS_3 && list.size() == names.size();
    }

    private static MetricLists byName(JsonNode list, List<String> names) {
        List<String> strangers = new ArrayList<>();
        list.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                strangers.add(name);
            }
        });
        return new MetricLists(names.stream().map(name -> flat(list.path(name))).toList(), strangers);
    }

    private static List<List<JsonNode>> byPlace(JsonNode list, List<String> names) {
        List<List<JsonNode>> outputs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            outputs.add(flat(list.path(i)));
        }
        return outputs;
    }

    private static List<List<JsonNode>> forAll(JsonNode list, List<String> names) {
        return names.stream().map(name -> flat(list)).toList();
    }

    /** All metrics in it, however deep. */
    private static List<JsonNode> flat(JsonNode value) {
        JsonNode node = unwrapped(value);
        if (node.isNull() || node.isMissingNode()) {
            return List.of();
        }
        boolean isMetric = node.isTextual() || node.has("class_name");
        List<JsonNode> found = new ArrayList<>();
        if (isMetric) {
            found.add(node);
        } else {
            node.forEach(child -> found.addAll(flat(child)));
        }
        return found;
    }

    /** Keras 3 writes tuples as objects. */
    private static JsonNode unwrapped(JsonNode value) {
        return value.path("class_name").asText("").equals("__tuple__")
                ? value.has("items")
                        ? value.path("items")
                        : value.path("config").path("value")
                : value;
    }

    List<JsonNode> of(int output) {
        return outputs.get(output);
    }
}
