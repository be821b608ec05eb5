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
 * Keras 3: a call is {@code {"args": […], "kwargs": {…}}} whose tensors are objects with a {@code keras_history};
 * inputs and outputs of a model are lists as in Keras 2, one flat list when there is one tensor, or a dictionary.
 *
 * @param semantics what the words of the layers' arguments mean
 */
record Keras3Dialect(Semantics semantics) implements Dialect, ConfigReader.CallReader {

    /** The keyword under which arguments of a call that are no tensors are kept. */
    private static final String POSITIONAL = "args";

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
    public List<Call> calls(String layer, JsonNode inboundNodes, Problems problems) {
        List<Call> calls = new ArrayList<>();
        for (JsonNode node : inboundNodes) {
            List<TensorRef> inputs = new ArrayList<>();
            Map<String, JsonNode> keywords = new HashMap<>();
            for (JsonNode argument : node.path("args")) {
                if (!collect(argument, inputs)) {
                    keywords.put(POSITIONAL, argument);
                }
            }
            node.path("kwargs").properties().forEach(entry -> keywords.put(entry.getKey(), entry.getValue()));
            calls.add(new Call(inputs, keywords));
        }
        return calls;
    }

    /** Takes the tensors of an argument; false if it holds something else. */
    private static boolean collect(JsonNode argument, List<TensorRef> inputs) {
        JsonNode history = argument.path("config").path("keras_history");
        if (argument.path("class_name").asText().equals("__keras_tensor__") && history.size() == 3) {
            inputs.add(new TensorRef(
                    history.get(0).asText(),
                    history.get(1).asInt(),
                    history.get(2).asInt()));
            return true;
        }
        boolean tensorsOnly = argument.isArray();
        for (JsonNode item : argument.isArray() ? argument : JsonNodeFactory.instance.arrayNode()) {
            tensorsOnly &= collect(item, inputs);
        }
        return tensorsOnly;
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
