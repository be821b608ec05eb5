package io.github.kerasjvm.layer.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.kerasjvm.config.Argument;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads arrays that stand in a graph: numbers, lists of them, and {@code __tensor__} and {@code __numpy__} of Keras 3. */
final class Constants {

    /** How Keras 3 marks the arrays of a backend and of NumPy. */
    private static final Set<String> ARRAYS = Set.of("__tensor__", "__numpy__");

    private Constants() {}

    static Tensor of(Argument argument) {
        List<Float> values = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        if (argument instanceof Argument.Literal literal && literal.value().isObject()) {
            JsonNode value = literal.value().path("config").path("value");
            require(ARRAYS.contains(literal.value().path("class_name").asText()), literal.value());
            collect(value, 0, sizes, values);
        } else {
            collect(json(argument), 0, sizes, values);
        }
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        Shape shape = Shape.of(sizes);
        if (shape.elements() != array.length) {
            throw new IllegalArgumentException("has an array with rows of different lengths");
        }
        return Tensor.owning(shape, array);
    }

    private static JsonNode json(Argument argument) {
        if (argument instanceof Argument.Literal literal) {
            return literal.value();
        }
        var array = JsonNodeFactory.instance.arrayNode();
        if (argument instanceof Argument.Items list) {
            for (Argument item : list.items()) {
                array.add(json(item));
            }
            return array;
        }
        throw new IllegalArgumentException("has a tensor where numbers are expected");
    }

    private static void collect(JsonNode value, int depth, List<Integer> sizes, List<Float> values) {
        if (value.isArray()) {
            if (sizes.size() == depth) {
                sizes.add(value.size());
            }
            value.forEach(item -> collect(item, depth + 1, sizes, values));
            return;
        }
        require(value.isNumber() || value.isBoolean(), value);
        values.add(value.isBoolean() ? (value.booleanValue() ? 1f : 0f) : value.floatValue());
    }

    private static void require(boolean holds, JsonNode value) {
        if (!holds) {
            throw new IllegalArgumentException("has " + value + " where a tensor or numbers are expected");
        }
    }
}
