package io.github.kerasjvm.verify.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.verify.CaseResult.Outcome;
import java.util.List;

/** The results of trainings as one JSON document: {@code {"cases": […], "totals": {…}}}. */
public final class TrainingReport {

    private TrainingReport() {}

    /**
     * The document.
     *
     * @param results the results
     * @return {@code cases} with one object for each, {@code totals} with the number of all and of each outcome
     */
    public static ObjectNode json(List<TrainingResult> results) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        var array = document.putArray("cases");
        results.forEach(result -> array.add(json(result)));
        ObjectNode totals = document.putObject("totals");
        totals.put("cases", results.size());
        for (Outcome outcome : Outcome.values()) {
            totals.put(
                    outcome.toString(),
                    results.stream()
                            .filter(result -> result.outcome() == outcome)
                            .count());
        }
        return document;
    }

    private static ObjectNode json(TrainingResult result) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("case", result.name());
        node.put("outcome", result.outcome().toString());
        number(node, "maxLossRel", result.maxLossRel());
        number(node, "maxWeightRel", result.maxWeightRel());
        text(node, "firstDifference", result.firstDifference());
        text(node, "code", result.code());
        text(node, "message", result.message());
        node.put("seconds", result.seconds());
        return node;
    }

    private static void text(ObjectNode node, String name, String value) {
        node.put(name, value.isEmpty() ? null : value);
    }

    /** JSON has no word for what is not a number. */
    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
