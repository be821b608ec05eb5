package io.github.kerasjvm.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The results of cases as one JSON document: {@code {"cases": […], "totals": {…}}}. */
public final class VerifyReport {

    private VerifyReport() {}

    /**
     * The document.
     *
     * @param cases the results
     * @return {@code cases} with one object for each, {@code totals} with the number of each outcome, of all, and of
     *     those that are as expected
     */
    public static ObjectNode json(List<CaseResult> cases) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        var array = document.putArray("cases");
        cases.forEach(result -> array.add(json(result)));
        ObjectNode totals = document.putObject("totals");
        totals.put("cases", cases.size());
        totals.put("asExpected", cases.stream().filter(CaseResult::isAsExpected).count());
        for (CaseResult.Outcome outcome : CaseResult.Outcome.values()) {
            totals.put(
                    outcome.toString(),
                    cases.stream().filter(result -> result.outcome() == outcome).count());
        }
        return document;
    }

    private static ObjectNode json(CaseResult result) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("file", result.file());
        node.put("expect", result.expect().isEmpty() ? null : result.expect());
        node.put("outcome", result.outcome().toString());
        number(node, "maxAbs", result.maxAbs());
        number(node, "maxRel", result.maxRel());
        node.put("firstDivergentLayer", result.firstDivergentLayer().isEmpty() ? null : result.firstDivergentLayer());
        node.put("code", result.code().isEmpty() ? null : result.code());
        node.put("message", result.message().isEmpty() ? null : result.message());
        node.put("seconds", result.seconds());
        return node;
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
