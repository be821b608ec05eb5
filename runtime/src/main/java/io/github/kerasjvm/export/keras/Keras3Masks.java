package io.github.kerasjvm.export.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Call;
import io.github.kerasjvm.config.LayerConfig;
import io.github.kerasjvm.config.ModelConfig;
import io.github.kerasjvm.config.TensorRef;
import io.github.kerasjvm.layer.lift.Keras3Objects;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Masks as nodes of a graph of Keras 3. A layer that is called with more tensors than its sequence, such as first states, gets
 * no mask there unless the call gives it (keras/src/layers/layer.py, {@code __call__}); where one flowed in an older
 * generation, it is computed by the operations by which {@code Embedding} and {@code Masking} compute theirs.
 */
final class Keras3Masks {

    private static final String NUMPY = "keras.src.ops.numpy";

    private final ModelConfig model;
    private final Keras3Calls calls;
    private final Map<String, ObjectNode> nodes = new LinkedHashMap<>();

    Keras3Masks(ModelConfig model, Keras3Calls calls) {
        this.model = model;
        this.calls = calls;
    }

    /** The operations that were needed, as entries beside the layers. */
    Iterable<ObjectNode> nodes() {
        return nodes.values();
    }

    /** The mask of a tensor; empty if it is not known to have one. */
    Optional<JsonNode> of(TensorRef tensor) {
        Optional<LayerConfig> found = model.layers().stream()
                .filter(layer -> layer.name().equals(tensor.layer()))
                .findFirst();
        if (found.isEmpty() || tensor.call() >= found.get().calls().size()) {
            return Optional.empty();
        }
        LayerConfig layer = found.get();
        Call call = layer.calls().get(tensor.call());
        if (call.inputs().size() != 1) {
            return Optional.empty();
        }
        TensorRef input = call.inputs().get(0);
        String name = layer.name().replace('/', '_') + "_" + tensor.call();
        if (layer.className().equals("Masking")) {
            JsonNode value = layer.arguments().path("mask_value");
            String before = notEqual(name, input, value.isNumber() ? value : JsonNodeFactory.instance.numberNode(0.0));
            ObjectNode config = JsonNodeFactory.instance.objectNode();
            config.put("axis", -1).put("keepdims", false);
            add(name + "_any", "Any", config, tensor(before));
            return Optional.of(tensor(name + "_any"));
        }
        boolean isEmbedding = layer.className().equals("Embedding")
                && layer.arguments().path("mask_zero").asBoolean();
        if (isEmbedding) {
            return Optional.of(tensor(notEqual(name, input, JsonNodeFactory.instance.numberNode(0))));
        }
        return of(input); // if the layer drops it, the graphs tell
    }

    private String notEqual(String name, TensorRef input, JsonNode value) {
        String own = name + "_not_equal";
        add(own, "NotEqual", JsonNodeFactory.instance.objectNode(), calls.tensor(input), value);
        return own;
    }

    private void add(String name, String className, ObjectNode settings, JsonNode... arguments) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("name", name).setAll(settings);
        ObjectNode entry = Keras3Objects.object(NUMPY, className, config);
        entry.put("registered_name", className).put("name", name);
        ObjectNode call = entry.putArray("inbound_nodes").addObject();
        ArrayNode args = call.putArray("args");
        for (JsonNode argument : arguments) {
            args.add(argument);
        }
        call.putObject("kwargs");
        nodes.put(name, entry);
    }

    private static ObjectNode tensor(String operation) {
        ObjectNode tensor = JsonNodeFactory.instance.objectNode();
        tensor.put("class_name", "__keras_tensor__");
        ObjectNode config = tensor.putObject("config");
        config.putArray("shape");
        config.put("dtype", "bool");
        config.putArray("keras_history").add(operation).add(0).add(0);
        return tensor;
    }
}
