package io.github.kerasjvm.layer.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.kerasjvm.config.Argument;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One call of an operation on its way to ops: its arguments by place or name. Notes which of them were asked for. */
final class OperationCall {

    private final Ops ops;
    private final List<Value> inputs;
    private final List<Argument> positional;
    private final Map<String, Argument> named;
    private final Set<String> asked = new TreeSet<>();
    private int places;

    OperationCall(Ops ops, List<Value> inputs, List<Argument> positional, Map<String, Argument> named) {
        this.ops = ops;
        this.inputs = inputs;
        this.positional = positional;
        this.named = named;
    }

    Ops ops() {
        return ops;
    }

    // ---------------------------------------------------------------- tensors

    /** The tensor in the first place. */
    Value x() {
        return tensor(
                0, "x", "a", "input", "input_tensor", "tensor", "inputs", "logits", "features", "value", "params");
    }

    /** The tensor in a place, or under one of some names; a number or a list of numbers is one, too. */
    Value tensor(int place, String... names) {
        return value(argument(place, names));
    }

    /** The tensors of a list in the first place; all that stand there if there is no list. */
    List<Value> tensors() {
        places = Math.max(places, positional.size());
        List<Argument> items =
                positional.size() == 1 && positional.get(0) instanceof Argument.Items list ? list.items() : positional;
        return items.stream().map(this::value).toList();
    }

    private Value value(Argument argument) {
        if (argument instanceof Argument.Tensor tensor) {
            return inputs.get(tensor.input());
        }
        return ops.constant(Constants.of(argument));
    }

    private Argument argument(int place, String... names) {
        if (place < positional.size()) {
            places = Math.max(places, place + 1);
            return positional.get(place);
        }
        for (String name : names) {
            if (has(name)) {
                return named.get(name);
            }
        }
        throw new IllegalArgumentException("lacks its argument " + (names.length == 0 ? place : names[0]));
    }

    // ---------------------------------------------------------------- settings

    /** Whether a setting is there and not None. */
    boolean has(String name) {
        asked.add(name);
        Argument found = named.get(name);
        return found != null && !found.isNothing();
    }

    /** A setting as it stands in the file; a null node if it is not there. */
    JsonNode setting(String name) {
        return has(name) ? json(named.get(name), name) : JsonNodeFactory.instance.nullNode();
    }

    /** A setting in a place, or under one of some names, as it stands in the file. */
    JsonNode setting(int place, String... names) {
        return json(argument(place, names), names[0]);
    }

    private static JsonNode json(Argument argument, String name) {
        if (argument instanceof Argument.Literal literal) {
            return literal.value();
        }
        if (argument instanceof Argument.Items list) {
            var array = JsonNodeFactory.instance.arrayNode();
            list.items().forEach(item -> array.add(json(item, name)));
            return array;
        }
        if (argument instanceof Argument.Fields map) {
            var object = JsonNodeFactory.instance.objectNode();
            map.fields().forEach((key, value) -> object.set(key, json(value, name)));
            return object;
        }
        throw new IllegalArgumentException(
                "has a tensor as its argument " + name + ", which has to be known beforehand");
    }

    double number(String name, double otherwise) {
        JsonNode value = setting(name);
        require(value.isNull() || value.isNumber(), name, value);
        return value.isNull() ? otherwise : value.doubleValue();
    }

    int whole(String name, int otherwise) {
        JsonNode value = setting(name);
        require(value.isNull() || value.isIntegralNumber(), name, value);
        return value.isNull() ? otherwise : value.intValue();
    }

    boolean flag(String name) {
        JsonNode value = setting(name);
        require(value.isNull() || value.isBoolean(), name, value);
        return value.asBoolean(false);
    }

    String word(String name, String otherwise) {
        return setting(name).asText(otherwise);
    }

    /** The axes of a setting, counted from 0; all axes if it is not there. */
    List<Integer> axes(String name, Shape shape) {
        JsonNode value = setting(name);
        List<Integer> axes = new ArrayList<>();
        if (value.isNull()) {
            for (int axis = 0; axis < shape.rank(); axis++) {
                axes.add(axis);
            }
        }
        for (JsonNode item : value.isArray() ? value : value.isNull() ? List.<JsonNode>of() : List.of(value)) {
            require(item.isIntegralNumber(), name, value);
            axes.add(shape.axis(item.intValue()));
        }
        return axes;
    }

    /** Whole numbers of a list; one alone counts as a list of one, None as -1. */
    List<Integer> wholes(JsonNode value, String name) {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode item : value.isArray() ? value : List.of(value)) {
            require(item.isNull() || item.isIntegralNumber(), name, value);
            numbers.add(item.isNull() ? Shape.ANY : item.intValue());
        }
        return numbers;
    }

    /** Names settings that change no number. */
    void passOver(String... names) {
        asked.addAll(List.of(names));
    }

    static void require(boolean holds, String name, JsonNode value) {
        if (!holds) {
            throw new IllegalArgumentException("has " + name + "=" + value + ", which does not run here");
        }
    }

    /** Refuses what nobody has asked for. */
    void finish() {
        for (int place = places; place < positional.size(); place++) {
            if (!positional.get(place).isNothing()) {
                throw new IllegalArgumentException("has a further argument in place " + place);
            }
        }
        named.forEach((name, value) -> {
            if (!asked.contains(name) && !value.isNothing()) {
                throw new IllegalArgumentException("has an argument " + name + ", which is not known here");
            }
        });
    }
}
