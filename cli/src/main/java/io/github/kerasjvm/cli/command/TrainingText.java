package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Sizes;
import io.github.kerasjvm.cli.text.Summary;
import io.github.kerasjvm.cli.text.ToJson;
import io.github.kerasjvm.model.ArraySummary;
import io.github.kerasjvm.model.Inspection;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a model was compiled and how far it was trained, as a person says it. */
record TrainingText(Optional<JsonNode> config, List<ArraySummary> optimizer) {

    static TrainingText of(Inspection inspection) {
        return new TrainingText(
                inspection.trainingConfig().flatMap(text -> parsed(inspection.file(), text)), inspection.optimizer());
    }

    /** A damaged training configuration does not keep a model from running, so it is only not shown. */
    private static Optional<JsonNode> parsed(String file, String text) {
        try {
            return Optional.of(Json.parse(file, text, Limits.DEFAULT)).filter(JsonNode::isObject);
        } catch (ImportException e) {
            return Optional.empty();
        }
    }

    String text() {
        if (config.isEmpty()) {
            return "not compiled";
        }
        List<String> parts = new ArrayList<>();
        addNamed(parts, "optimizer", said(optimizerConfig()));
        addNamed(parts, "loss", said(config.get().path("loss")));
        addNamed(parts, "metrics", said(config.get().path("metrics")));
        return "compiled: " + (parts.isEmpty() ? "nothing named" : String.join(", ", parts)) + "; " + state();
    }

    private String state() {
        if (optimizer.isEmpty()) {
            return "no optimizer state in the file";
        }
        long elements = Summary.elements(optimizer);
        return "optimizer state of " + Sizes.count(elements) + (elements == 1 ? " number in " : " numbers in ")
                + optimizer.size() + (optimizer.size() == 1 ? " array" : " arrays");
    }

    private JsonNode optimizerConfig() {
        JsonNode keras3 = config.get().path("optimizer");
        return keras3.isMissingNode() ? config.get().path("optimizer_config") : keras3;
    }

    ObjectNode json() {
        ObjectNode json = ToJson.object().put("isCompiled", config.isPresent());
        if (config.isPresent()) {
            json.put("optimizer", said(optimizerConfig()))
                    .put("loss", said(config.get().path("loss")))
                    .put("metrics", said(config.get().path("metrics")));
            json.set("config", config.get());
        }
        json.putObject("optimizerState")
                .put("arrays", optimizer.size())
                .put("elements", Summary.elements(optimizer))
                .put("bytes", Summary.bytes(optimizer));
        return json;
    }

    private static void addNamed(List<String> parts, String name, String said) {
        if (!said.isEmpty()) {
            parts.add(name + " " + said);
        }
    }

    /** A name, however deep Keras wrapped it: a text, a class with its config, a list, or one for each output. */
    private static String said(JsonNode node) {
        if (node.isTextual()) {
            return node.asText();
        }
        if (node.isArray()) {
            List<String> all = new ArrayList<>();
            node.forEach(item -> all.add(said(item)));
            all.removeIf(String::isEmpty);
            return String.join(" + ", all);
        }
        String className = node.path("class_name").asText("");
        if (className.equals("function")) {
            return said(node.path("config"));
        }
        if (className.equals("MeanMetricWrapper") || className.equals("LossFunctionWrapper")) {
            return said(node.path("config").path("name"));
        }
        if (!className.isEmpty()) {
            return className.replaceFirst("^Custom>", ""); // tf_keras marks its own classes as registered ones
        }
        List<String> named = new ArrayList<>();
        node.properties().forEach(entry -> named.add(entry.getKey() + " " + said(entry.getValue())));
        return String.join(", ", named);
    }
}
