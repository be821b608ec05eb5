package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Columns;
import io.github.kerasjvm.cli.text.Page;
import io.github.kerasjvm.cli.text.ToJson;
import io.github.kerasjvm.verify.CaseResult;
import io.github.kerasjvm.verify.Difference;
import io.github.kerasjvm.verify.Verification;
import io.github.kerasjvm.verify.VerifyReport;
import java.util.List;
import java.util.Locale;

/** What {@code verify} found out about one model. */
record VerifyAnswer(String file, String engine, String golden, Verification verification, double seconds)
        implements Answer {

    @Override
    public ExitCode exit() {
        return verification.agrees() ? ExitCode.DONE : ExitCode.NO;
    }

    @Override
    public void print(Page page) {
        Columns table = new Columns("llrrl").row("Output", "Shape", "Max abs diff", "Max rel diff", "");
        rows(table, verification.outputs());
        if (!verification.layers().isEmpty()) {
            table.row("Layer", "", "", "", "");
            rows(table, verification.layers());
        }
        table.print(page, "");
        verification
                .unknownLayers()
                .forEach(name -> page.line("The model has no layer " + name + ", which was recorded"));
        page.gap();
        page.format(
                "Compared with %s on the engine %s; allowed: %s; %.2f s",
                golden, engine, verification.tolerance(), seconds);
        page.line(verdict(page));
    }

    private String verdict(Page page) {
        if (verification.agrees()) {
            return page.good("The numbers agree");
        }
        return page.bad("The numbers differ")
                + verification
                        .firstDivergentLayer()
                        .map(layer -> "; first in the layer " + layer)
                        .orElse("");
    }

    private static void rows(Columns table, List<Difference> differences) {
        for (Difference d : differences) {
            String shape = d.ours().equals(d.golden()) ? d.ours().toString() : d.ours() + ", recorded " + d.golden();
            table.row("  " + d.name(), shape, number(d.maxAbs()), number(d.maxRel()), d.isWithin() ? "" : "differs");
        }
    }

    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }

    @Override
    public ObjectNode json() {
        CaseResult result = new CaseResult(
                file,
                "",
                verification.agrees() ? CaseResult.Outcome.MATCH : CaseResult.Outcome.MISMATCH,
                verification.maxAbs(),
                verification.maxRel(),
                verification.firstDivergentLayer().orElse(""),
                "",
                "",
                seconds);
        ObjectNode root = VerifyReport.json(List.of(result));
        ObjectNode one = (ObjectNode) root.path("cases").get(0);
        one.put("engine", engine).put("golden", golden);
        one.putObject("tolerance")
                .put("absolute", verification.tolerance().absolute())
                .put("relative", verification.tolerance().relative());
        put(one.putArray("outputs"), verification.outputs());
        put(one.putArray("layers"), verification.layers());
        one.set("unknownLayers", ToJson.texts(verification.unknownLayers()));
        return root;
    }

    private static void put(ArrayNode target, List<Difference> differences) {
        for (Difference d : differences) {
            ObjectNode node = target.addObject().put("name", d.name()).put("isWithin", d.isWithin());
            ToJson.number(node, "maxAbs", d.maxAbs());
            ToJson.number(node, "maxRel", d.maxRel());
            node.set("shape", ToJson.shape(d.ours()));
        }
    }
}
