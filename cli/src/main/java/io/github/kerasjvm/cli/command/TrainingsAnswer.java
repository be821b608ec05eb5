package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Columns;
import io.github.kerasjvm.cli.text.Page;
import io.github.kerasjvm.verify.CaseResult.Outcome;
import io.github.kerasjvm.verify.training.TrainingReport;
import io.github.kerasjvm.verify.training.TrainingResult;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code verify --training} found out. */
record TrainingsAnswer(List<TrainingResult> results) implements Answer {

    @Override
    public ExitCode exit() {
        return count(Outcome.MATCH) == results.size() ? ExitCode.DONE : ExitCode.NO;
    }

    @Override
    public void print(Page page) {
        Columns table = new Columns("lllrrl");
        table.row("", "Training", "", "Losses", "Weights", "");
        for (TrainingResult result : results) {
            String difference = result.firstDifference();
            table.row(
                    result.outcome() == Outcome.MATCH ? "ok" : "FAILED",
                    result.name(),
                    result.outcome().toString(),
                    VerifyAnswer.number(result.maxLossRel()),
                    VerifyAnswer.number(result.maxWeightRel()),
                    difference.isEmpty() ? result.message() : difference);
        }
        table.print(page, "");
        page.gap();
        String outcomes = Arrays.stream(Outcome.values())
                .filter(outcome -> count(outcome) > 0)
                .map(outcome -> count(outcome) + " " + outcome)
                .collect(Collectors.joining(", "));
        String verdict = count(Outcome.MATCH) + " of " + results.size() + " train as Keras did";
        boolean isGood = exit() == ExitCode.DONE;
        page.line((isGood ? page.good(verdict) : page.bad(verdict)) + ": " + outcomes);
    }

    private long count(Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    @Override
    public ObjectNode json() {
        return TrainingReport.json(results);
    }
}
