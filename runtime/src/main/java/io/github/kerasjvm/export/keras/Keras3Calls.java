package io.github.kerasjvm.export.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Argument;
import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.config.Call;
import io.github.kerasjvm.config.TensorRef;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Calls as Keras 3 writes them: {@code {"args": […], "kwargs": {…}}} with an object for each tensor (functional.py,
 * {@code serialize_node}).
 *
 * @param names the name in Keras 3 for that of a layer
 * @param shapes the shape of a tensor
 */
record Keras3Calls(UnaryOperator<String> names, Function<TensorRef, Shape> shapes) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /**
     * A call with the arguments that Keras 3 takes.
     *
     * @param isOfLayer whether several tensors without a name are one list, as a layer takes them
     */
    ObjectNode of(Call call, Arguments arguments, boolean isOfLayer) {
        ObjectNode node = NODES.objectNode();
        ArrayNode args = node.putArray("args");
        (isOfLayer ? positional(arguments) : arguments.positional())
                .forEach(argument -> args.add(value(argument, call)));
        ObjectNode kwargs = node.putObject("kwargs");
        arguments.keywords().forEach((name, argument) -> {
            if (!argument.isNothing()) {
                kwargs.set(name, value(argument, call));
            }
        });
        List<TensorRef> masks = call.masks().stream().flatMap(Optional::stream).toList();
        if (masks.size() == 1 && call.masks().size() == 1) {
            kwargs.set("mask", tensor(masks.get(0)));
        } else if (!masks.isEmpty()) {
            ArrayNode list = kwargs.putArray("mask");
            call.masks()
                    .forEach(mask -> list.add(mask.<JsonNode>map(this::tensor).orElse(NODES.nullNode())));
        }
        return node;
    }

    /** Several tensors without a name are one list to Keras 3. */
    private static List<Argument> positional(Arguments arguments) {
        List<Argument> given = arguments.positional();
        boolean isList = given.size() > 1 && given.stream().allMatch(Argument.Tensor.class::isInstance);
        return isList ? List.of(new Argument.Items(new ArrayList<>(given))) : given;
    }

    private JsonNode value(Argument argument, Call call) {
        if (argument instanceof Argument.Tensor tensor) {
            return tensor(call.inputs().get(tensor.input()));
        }
        if (argument instanceof Argument.Items list) {
            ArrayNode items = NODES.arrayNode();
            list.items().forEach(item -> items.add(value(item, call)));
            return items;
        }
        if (argument instanceof Argument.Fields map) {
            ObjectNode fields = NODES.objectNode();
            map.fields().forEach((name, field) -> fields.set(name, value(field, call)));
            return fields;
        }
        return ((Argument.Literal) argument).value();
    }

    /** A tensor as an argument. */
    ObjectNode tensor(TensorRef ref) {
        ObjectNode tensor = NODES.objectNode();
        tensor.put("class_name", "__keras_tensor__");
        ObjectNode config = tensor.putObject("config");
        config.set("shape", sizes(shapes.apply(ref)));
        config.put("dtype", "float32");
        config.set("keras_history", reference(ref, 0));
        return tensor;
    }

    /** A tensor of a model's graph; the calls of a layer are counted from some number. */
    ArrayNode reference(TensorRef ref, int first) {
        return NODES.arrayNode()
                .add(names.apply(ref.layer()))
                .add(ref.call() + first)
                .add(ref.output());
    }

    /** A shape, with null for sizes that are open. */
    static ArrayNode sizes(Shape shape) {
        ArrayNode sizes = NODES.arrayNode();
        if (!shape.isUnknown()) {
            shape.toList().forEach(size -> sizes.add(size == Shape.ANY ? null : size));
        }
        return sizes;
    }
}
