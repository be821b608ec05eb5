package io.github.kerasjvm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keras 1 and 2: references are lists, {@code ["dense", 0, 0]} or with call arguments {@code ["dense", 0, 0, {}]};
 * a call is a list of references; the first call of a nested model from outside has the number 1.
 *
 * @param semantics what the words of the layers' arguments mean
 */
record Keras2Dialect(Semantics semantics) implements Dialect, ConfigReader.CallReader {

    @Override
    public ModelConfig read(JsonNode model, Problems problems) {
        JsonNode complete = semantics.kernelsOfKeras1() ? Keras1Layout.completed(model, problems) : model;
        return new ConfigReader(semantics, this).model(complete, problems);
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
    public List<Call> calls(String layer, JsonNode inboundNodes, Problems problems) {
        List<Call> calls = new ArrayList<>();
        for (JsonNode node : inboundNodes) {
            // One tensor may stand alone: ["dense", 0, 0, {}] instead of [["dense", 0, 0, {}]] (tf.keras 2.4 and
            // later).
            JsonNode references =
                    isReference(node) ? JsonNodeFactory.instance.arrayNode().add(node) : node;
            Map<String, JsonNode> keywords = new HashMap<>();
            for (JsonNode reference : references) {
                reference.path(3).properties().forEach(entry -> keywords.put(entry.getKey(), entry.getValue()));
            }
            calls.add(new Call(references(references, problems), keywords));
        }
        return calls;
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
