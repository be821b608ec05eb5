package io.github.kerasjvm.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.ModelLayer;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the regularisers of a model's weights add to the loss: {@code l2 Σw² + l1 Σ|w|} (keras-3.15 regularizers.py).
 *
 * @param value the sum over all layers
 * @param notes regularisers that it leaves out
 */
record Regularization(double value, List<String> notes) {

    private static final String SUFFIX = "_regularizer";

    /** Names of arguments that differ from those of the weights. */
    private static final Map<String, String> WEIGHTS = Map.of(
            "W",
            "kernel",
            "b",
            "bias",
            "recurrent",
            "recurrent_kernel",
            "U",
            "recurrent_kernel",
            "depthwise",
            "depthwise_kernel",
            "pointwise",
            "pointwise_kernel");

    static Regularization of(KerasModel model, boolean countsFrozen) {
        List<String> notes = new ArrayList<>();
        double sum = 0;
        for (ModelLayer layer : model.graph().allLayers()) {
            for (Map.Entry<String, JsonNode> argument : layer.arguments().properties()) {
                if (argument.getKey().endsWith(SUFFIX) && acts(argument.getValue())) {
                    sum += countsFrozen || layer.isTrainable() ? penalty(model, layer, argument, notes) : 0;
                } else if (argument.getKey().equals("layer") && hasRegularizer(argument.getValue())) {
                    notes.add("the loss leaves out the regularisers inside " + layer.path());
                }
            }
        }
        return new Regularization(sum, notes);
    }

    private static double penalty(
            KerasModel model, ModelLayer layer, Map.Entry<String, JsonNode> argument, List<String> notes) {
        String name = argument.getKey().substring(0, argument.getKey().length() - SUFFIX.length());
        Tensor weight = model.weights().get(layer.path() + "/" + WEIGHTS.getOrDefault(name, name));
        JsonNode config = config(argument.getValue());
        if (weight == null || !config.has("l1") && !config.has("l2")) {
            notes.add("the loss leaves out the " + argument.getKey() + " of " + layer.path());
            return 0;
        }
        double absolutes = 0;
        double squares = 0;
        for (int i = 0; i < weight.elements(); i++) {
            double w = weight.get(i);
            absolutes += Math.abs(w);
            squares += w * w;
        }
        return config.path("l1").asDouble() * absolutes + config.path("l2").asDouble() * squares;
    }

    /** Keras 1 writes l1 and l2 beside the name, later ones into an object of their own. */
    private static JsonNode config(JsonNode regularizer) {
        return regularizer.path("config").isObject() ? regularizer.path("config") : regularizer;
    }

    private static boolean acts(JsonNode regularizer) {
        JsonNode config = config(regularizer);
        boolean plain = config.has("l1") || config.has("l2");
        return plain
                ? config.path("l1").asDouble() != 0 || config.path("l2").asDouble() != 0
                : regularizer.isTextual() || regularizer.isObject();
    }

    private static boolean hasRegularizer(JsonNode wrapped) {
        return wrapped.path("config").properties().stream()
                .anyMatch(argument -> argument.getKey().endsWith(SUFFIX) && acts(argument.getValue()));
    }
}
