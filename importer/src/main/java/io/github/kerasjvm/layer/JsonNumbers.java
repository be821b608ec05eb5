package io.github.kerasjvm.layer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Numbers in the forms in which Keras writes them. */
final class JsonNumbers {

    private JsonNumbers() {}

    static boolean isWhole(JsonNode value) {
        return value.canConvertToInt()
                && (value.isIntegralNumber() || value.doubleValue() == Math.rint(value.doubleValue()));
    }

    /** NumPy numbers that Keras 2 stores as {@code {"type": "ndarray", "value": 0.1}} (LeakyReLU, keras 2.0 to 2.3). */
    static JsonNode unwrapped(JsonNode value) {
        return value.isObject() && value.path("type").asText().equals("ndarray") ? value.path("value") : value;
    }

    static List<Integer> wholeNumbers(JsonNode value, int axes) {
        if (JsonNumbers.isWhole(value)) {
            return Collections.nCopies(axes, value.intValue());
        }
        List<Integer> numbers = new ArrayList<>();
        value.forEach(item -> numbers.add(JsonNumbers.isWhole(item) ? item.intValue() : Integer.MIN_VALUE));
        return value.isArray() ? numbers : List.of();
    }

    static boolean collectNumbers(JsonNode value, List<Double> numbers) {
        if (value.isNumber()) {
            numbers.add(value.doubleValue());
            return true;
        }
        boolean all = value.isArray();
        for (JsonNode item : value) {
            all &= collectNumbers(item, numbers);
        }
        return all;
    }
}
