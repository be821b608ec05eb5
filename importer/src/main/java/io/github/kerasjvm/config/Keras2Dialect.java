package io.github.kerasjvm.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keras 1 and 2: references are lists, {@code ["dense", 0, 0]} or with call arguments {@code ["dense", 0, 0, {}]};
 * a call is a list of references; the first call of a nested model from outside has the number 1.
 *
 * @param semantics what the words of the layers' arguments mean
 */
record Keras2Dialect(Semantics semantics) implements Dialect, ConfigReader.CallReader {

    @Override
    public ModelConfig read(JsonNode model, Problems problems) {
        return new ConfigReader(semantics, this).model(model, problems);
    }

    @Override
    public String module(JsonNode layer) {
        return layer.path("module").asText("");
    }

    @Override
    public int firstCallOfModel() {
        return 1;
    }

    @Override
    public int firstOutputOfModel(ModelConfig nested) {
        return 1;
    }

    @Override
    public List<Call> calls(JsonNode inboundNodes, Set<String> layers, Problems problems) {
        List<Call> calls = new ArrayList<>();
        for (JsonNode node : inboundNodes) {
            calls.add(call(node, layers));
        }
        return calls;
    }

    /** One tensor may stand alone: ["dense", 0, 0, {}] instead of [["dense", 0, 0, {}]] (tf.keras 2.4 and later). */
    private static Call call(JsonNode node, Set<String> layers) {
        CallBuilder call = new CallBuilder();
        Map<String, JsonNode> keywords = new LinkedHashMap<>();
        for (JsonNode item : isReference(node) || isConstant(node) ? List.of(node) : node) {
            if (isReference(item) || isConstant(item)) {
                call.position(isConstant(item) ? new Argument.Literal(item.get(2)) : call.tensor(reference(item)));
                item.path(3).properties().forEach(entry -> keywords.put(entry.getKey(), entry.getValue()));
            } else {
                call.position(argument(item, layers, call));
            }
        }
        keywords.forEach((name, value) -> {
            if (name.equals("mask")) {
                masks(value, layers, call);
            } else {
                call.keyword(name, argument(value, layers, call));
            }
        });
        return call.build();
    }

    /** A tensor in a keyword is written as a list like any other; what it begins with tells. */
    private static Argument argument(JsonNode value, Set<String> layers, CallBuilder call) {
        if (isReference(value) && layers.contains(value.get(0).textValue())) {
            return call.tensor(reference(value));
        }
        if (value.isArray()) {
            List<Argument> items = new ArrayList<>();
            value.forEach(item -> items.add(argument(item, layers, call)));
            return new Argument.Items(items);
        }
        if (value.isObject()) {
            Map<String, Argument> fields = new LinkedHashMap<>();
            value.properties().forEach(entry -> fields.put(entry.getKey(), argument(entry.getValue(), layers, call)));
            return new Argument.Fields(fields);
        }
        return new Argument.Literal(value);
    }

    private static void masks(JsonNode value, Set<String> layers, CallBuilder call) {
        boolean isList = value.isArray() && !isReference(value);
        for (JsonNode item : isList ? value : List.of(value)) {
            boolean isTensor = isReference(item) && layers.contains(item.get(0).textValue());
            call.mask(isTensor ? Optional.of(reference(item)) : Optional.empty());
            if (!isTensor && !item.isNull()) {
                call.keyword("mask", new Argument.Literal(item));
            }
        }
    }

    /** What stands for a number as the first argument of an operation (functional.py, {@code _CONSTANT_VALUE}). */
    private static boolean isConstant(JsonNode node) {
        return node.isArray()
                && node.size() >= 3
                && node.get(0).asText().equals("_CONSTANT_VALUE")
                && node.get(1).asInt() == -1;
    }

    @Override
    public List<TensorRef> references(JsonNode tensors, Problems problems) {
        if (isReference(tensors)) {
            return List.of(reference(tensors));
        }
        List<TensorRef> refs = new ArrayList<>();
        for (JsonNode tensor : tensors) {
            if (isReference(tensor)) {
                refs.add(reference(tensor));
            } else if (tensor.isContainerNode() && !tensor.isEmpty()) {
                refs.addAll(references(tensor, problems)); // a dictionary or a list of outputs
            } else {
                problems.add(Code.GRAPH, "", tensor + " is not a reference to a layer's output", "");
            }
        }
        return refs;
    }

    private static boolean isReference(JsonNode node) {
        return node.isArray()
                && node.size() >= 3
                && node.get(0).isTextual()
                && node.get(1).isInt()
                && node.get(2).isInt();
    }

    private static TensorRef reference(JsonNode node) {
        return new TensorRef(
                node.get(0).textValue(), node.get(1).intValue(), node.get(2).intValue());
    }
}
