package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Columns;
import io.github.kerasjvm.cli.text.Page;
import io.github.kerasjvm.verify.CaseResult;
import io.github.kerasjvm.verify.VerifyReport;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code verify --suite} found out. */
record SuiteAnswer(List<CaseResult> results) implements Answer {

    @Override
    public ExitCode exit() {
        return results.stream().allMatch(CaseResult::isAsExpected) ? ExitCode.DONE : ExitCode.NO;
    }

    @Override
    public void print(Page page) {
        Columns table = new Columns("lllrl");
        for (CaseResult result : results) {
            String layer = result.firstDivergentLayer();
            table.row(
                    result.isAsExpected() ? "ok" : "FAILED",
                    result.file(),
                    result.outcome().toString(),
                    VerifyAnswer.number(result.maxAbs()),
                    layer.isEmpty() ? result.message() : "first in the layer " + layer);
        }
        table.print(page, "");
        page.gap();
        String outcomes = Arrays.stream(CaseResult.Outcome.values())
                .filter(outcome -> count(outcome) > 0)
                .map(outcome -> count(outcome) + " " + outcome)
                .collect(Collectors.joining(", "));
        long good = results.stream().filter(CaseResult::isAsExpected).count();
        String verdict = good + " of " + results.size() + " as expected";
        page.line((good == results.size() ? page.good(verdict) : page.bad(verdict)) + ": " + outcomes);
    }

    private long count(CaseResult.Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    @Override
    public ObjectNode json() {
        return VerifyReport.json(results);
    }
}
