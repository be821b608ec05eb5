package io.github.kerasjvm.export.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.layer.lift.Change;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a model is compiled with, in the words of Keras 3. Where Keras 3 would train in another way, the model is left
 * uncompiled, and the change says why: it means the same at inference.
 */
final class CompiledLift {

    private static final JsonMapper JSON = new JsonMapper();

    private final Origin origin;
    private final Consumer<Change> changes;
    private final List<String> outputs;
    private final LossLift losses;

    /** For a file of some Keras; {@code names} gives the name of a layer in Keras 3. */
    CompiledLift(Origin origin, List<String> outputs, UnaryOperator<String> names, Consumer<Change> changes) {
        this.origin = origin;
        this.changes = changes;
        this.outputs = outputs;
        this.losses = new LossLift(origin, new OptimizerLift(origin).isStandalone(), names);
    }

    /** The configuration for an archive; null for a model that is not compiled. */
    JsonNode of(Optional<String> training, boolean hasState) {
        if (training.isEmpty()) {
            return JsonNodeFactory.instance.nullNode();
        }
        try {
            JsonNode said = said(JSON.readTree(training.get()));
            if (hasState) {
                changes.accept(Keras3Writer.BEGINS_ANEW);
            }
            return said;
        } catch (OptimizerLift.NotSame e) {
            note(Change.Kind.DROPPED, "what the model was compiled with: " + e.getMessage());
        } catch (JsonProcessingException e) {
            note(Change.Kind.DROPPED, "what the model was compiled with, which is no JSON");
        }
        return JsonNodeFactory.instance.nullNode();
    }

    private void note(Change.Kind kind, String text) {
        changes.accept(new Change("", "", kind, text));
    }

    private ObjectNode said(JsonNode training) throws OptimizerLift.NotSame {
        JsonNode optimizer =
                training.has("optimizer_config") ? training.get("optimizer_config") : training.path("optimizer");
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.set("optimizer", new OptimizerLift(origin).of(optimizer));
        JsonNode loss = losses.losses(training.path("loss"));
        config.set("loss", loss);
        config.set("loss_weights", losses.weights(training.path("loss_weights")));
        config.set("metrics", metrics(training.path("metrics"), loss));
        if (!training.path("weighted_metrics").isEmpty()) {
            note(Change.Kind.DROPPED, "weighted_metrics=" + training.get("weighted_metrics"));
        }
        if (training.hasNonNull("sample_weight_mode")) {
            note(Change.Kind.DROPPED, "sample_weight_mode=" + training.get("sample_weight_mode"));
        }
        noteCrossentropy(loss.toString());
        return config;
    }

    /** Before 2.3 probabilities were bounded by 1e-7 instead. */
    private void noteCrossentropy(String loss) {
        boolean isBounded =
                new OptimizerLift(origin).isStandalone() && !origin.version().matches("2\\.3.*");
        if (isBounded && loss.contains("crossentropy")) {
            note(
                    Change.Kind.TRAINING,
                    "Keras 3 takes the cross-entropy of what stands before a last softmax or sigmoid, without bounds");
        }
    }

    /** Keras 3 wants a list for each output where there are several. */
    private JsonNode metrics(JsonNode metrics, JsonNode loss) {
        if (metrics.isMissingNode() || metrics.isNull() || metrics.isEmpty() && !metrics.isTextual()) {
            return JsonNodeFactory.instance.nullNode();
        }
        boolean isByName = metrics.isObject() && !metrics.has("class_name");
        boolean isNested = metrics.isArray() && metrics.get(0).isArray();
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < outputs.size(); i++) {
            JsonNode own = isByName
                    ? metrics.path(outputs.get(i))
                    : isNested && outputs.size() > 1 ? metrics.path(i) : metrics;
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            collect(own, ofOutput(loss, i), list);
            all.add(list);
        }
        return outputs.size() == 1 ? all.get(0) : all;
    }

    private String ofOutput(JsonNode loss, int output) {
        return loss.isArray() ? loss.path(output).asText() : loss.asText();
    }

    private void collect(JsonNode value, String loss, ArrayNode list) {
        if (value.isArray()) {
            value.forEach(item -> collect(item, loss, list));
        } else if (value.isTextual() || value.has("class_name")) {
            String name = losses.metric(value, loss);
            if (name.isEmpty()) {
                note(Change.Kind.DROPPED, "the metric " + value);
            } else {
                list.add(name);
            }
        }
    }
}
