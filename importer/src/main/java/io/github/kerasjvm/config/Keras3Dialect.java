package io.github.kerasjvm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keras 3: a call is {@code {"args": […], "kwargs": {…}}} whose tensors are objects with a {@code keras_history};
 * inputs and outputs of a model are lists as in Keras 2, one flat list when there is one tensor, or a dictionary.
 *
 * @param semantics what the words of the layers' arguments mean
 */
record Keras3Dialect(Semantics semantics) implements Dialect, ConfigReader.CallReader {

    @Override
    public ModelConfig read(JsonNode model, Problems problems) {
        return new ConfigReader(semantics, this).model(model, problems);
    }

    /**
     * The module of a layer's class. An {@code .h5} file has none; there an operation such as {@code x * 2}, whose class
     * name is that of a layer, shows by the arguments that every layer has and it lacks.
     */
    @Override
    public String module(JsonNode layer) {
        JsonNode config = layer.path("config");
        boolean isOperation = !layer.has("module")
                && config.isObject()
                && !config.has("layers")
                && !config.has("dtype")
                && !config.has("trainable");
        return isOperation ? "keras.src.ops" : layer.path("module").asText("");
    }

    @Override
    public int firstCallOfModel() {
        return 0;
    }

    /** functional.py, {@code functional_from_config}: "Functional models start out with a built-in node"; Sequential do not. */
    @Override
    public int firstOutputOfModel(ModelConfig nested) {
        return nested.className().equals("Sequential") ? 0 : 1;
    }

    @Override
    public List<Call> calls(JsonNode inboundNodes, Set<String> layers, Problems problems) {
        List<Call> calls = new ArrayList<>();
        for (JsonNode node : inboundNodes) {
            CallBuilder call = new CallBuilder();
            node.path("args").forEach(value -> call.position(argument(value, call)));
            node.path("kwargs").properties().forEach(entry -> {
                if (entry.getKey().equals("mask")) {
                    masks(entry.getValue(), call);
                } else {
                    call.keyword(entry.getKey(), argument(entry.getValue(), call));
                }
            });
            if (argumentsWithTensors(node) > 1 && !hasTensor(node.path("kwargs").path("mask"))) {
                call.keyword("mask", new Argument.Literal(NullNode.getInstance()));
            }
            calls.add(call.build());
        }
        return calls;
    }

    /**
     * How many arguments hold tensors. With more than one, Keras 3 hands over a mask for each that is called after it, as
     * {@code query_mask}, and none called {@code mask} unless the call gives it (layer.py, {@code __call__}).
     */
    private static long argumentsWithTensors(JsonNode node) {
        List<JsonNode> values = new ArrayList<>();
        node.path("args").forEach(values::add);
        node.path("kwargs").properties().stream()
                .filter(entry -> !entry.getKey().equals("mask"))
                .forEach(entry -> values.add(entry.getValue()));
        return values.stream().filter(Keras3Dialect::hasTensor).count();
    }

    private static boolean hasTensor(JsonNode value) {
        if (tensor(value).isPresent()) {
            return true;
        }
        for (JsonNode item : value) {
            if (hasTensor(item)) {
                return true;
            }
        }
        return false;
    }

    private static Argument argument(JsonNode value, CallBuilder call) {
        Optional<TensorRef> tensor = tensor(value);
        if (tensor.isPresent()) {
            return call.tensor(tensor.get());
        }
        if (value.isArray()) {
            List<Argument> items = new ArrayList<>();
            value.forEach(item -> items.add(argument(item, call)));
            return new Argument.Items(items);
        }
        // An object with a class is a value of that class, such as a slice; one without is a dictionary.
        if (value.isObject() && !value.has("class_name")) {
            Map<String, Argument> fields = new LinkedHashMap<>();
            value.properties().forEach(entry -> fields.put(entry.getKey(), argument(entry.getValue(), call)));
            return new Argument.Fields(fields);
        }
        return new Argument.Literal(value);
    }

    private static void masks(JsonNode value, CallBuilder call) {
        for (JsonNode item : value.isArray() ? value : List.of(value)) {
            call.mask(tensor(item));
            if (tensor(item).isEmpty() && !item.isNull()) {
                call.keyword("mask", new Argument.Literal(item));
            }
        }
    }

    private static Optional<TensorRef> tensor(JsonNode value) {
        JsonNode history = value.path("config").path("keras_history");
        boolean isTensor = value.path("class_name").asText().equals("__keras_tensor__") && history.size() == 3;
        return isTensor
                ? Optional.of(new TensorRef(
                        history.get(0).asText(),
                        history.get(1).asInt(),
                        history.get(2).asInt()))
                : Optional.empty();
    }

    @Override
    public List<TensorRef> references(JsonNode tensors, Problems problems) {
        List<TensorRef> refs = new ArrayList<>();
        collectReferences(tensors, refs, problems);
        return refs;
    }

    private static void collectReferences(JsonNode node, List<TensorRef> refs, Problems problems) {
        boolean isReference = node.isArray()
                && node.size() == 3
                && node.get(0).isTextual()
                && node.get(1).isInt();
        if (isReference) {
            refs.add(new TensorRef(
                    node.get(0).textValue(), node.get(1).intValue(), node.get(2).asInt()));
        } else if (node.isContainerNode() && !node.isEmpty()) {
            node.forEach(item -> collectReferences(item, refs, problems));
        } else {
            problems.add(Code.GRAPH, "", node + " is not a reference to a layer's output", "");
        }
    }
}
