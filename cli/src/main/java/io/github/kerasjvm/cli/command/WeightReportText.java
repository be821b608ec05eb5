package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Columns;
import io.github.kerasjvm.cli.text.Page;
import io.github.kerasjvm.cli.text.ToJson;
import io.github.kerasjvm.model.WeightReport;
import io.github.kerasjvm.model.WeightReport.Entry;
import io.github.kerasjvm.model.WeightReport.Status;
import java.util.List;

/** What became of each array of a weights file that was matched by name or by order. */
record WeightReportText(WeightReport report) {

    /** One line of counts, then what was not simply applied. */
    void print(Page page) {
        page.gap();
        page.line(page.strong("Weights: ") + report.with(Status.APPLIED).size() + " of "
                + report.weights().size() + " arrays applied, "
                + report.with(Status.SKIPPED).size() + " skipped, "
                + report.with(Status.MISSING).size() + " missing, "
                + report.unused().size() + " unused");
        Columns table = new Columns("lll");
        report.with(Status.SKIPPED)
                .forEach(entry -> table.row("skipped", entry.weight(), entry.reason() + fate(entry)));
        report.with(Status.MISSING)
                .forEach(entry -> table.row(
                        "missing", entry.weight(), "is not in the weights file" + near(entry.nearest()) + fate(entry)));
        report.unused().forEach(array -> table.row("unused", array.path(), array.shape() + near(array.nearest())));
        table.print(page, "  ");
    }

    private static String fate(Entry entry) {
        return entry.isKept() ? "; stays as it is in the model" : "; the model has none";
    }

    private static String near(List<String> names) {
        return names.isEmpty() ? "" : "; near: " + String.join(", ", names);
    }

    ObjectNode json() {
        ObjectNode root = ToJson.object();
        ArrayNode weights = root.putArray("weights");
        for (Entry entry : report.weights()) {
            ObjectNode row = weights.addObject()
                    .put("weight", entry.weight())
                    .put("status", entry.status().name().toLowerCase(java.util.Locale.ROOT))
                    .put("path", entry.path())
                    .put("reason", entry.reason())
                    .put("isKept", entry.isKept());
            row.set("shape", ToJson.shape(entry.shape()));
            row.set("nearest", ToJson.texts(entry.nearest()));
        }
        ArrayNode unused = root.putArray("unused");
        for (WeightReport.Unused array : report.unused()) {
            ObjectNode row = unused.addObject().put("path", array.path());
            row.set("shape", ToJson.shape(array.shape()));
            row.set("nearest", ToJson.texts(array.nearest()));
        }
        return root;
    }
}
