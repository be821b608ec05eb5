package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Columns;
import io.github.kerasjvm.cli.text.Page;
import io.github.kerasjvm.cli.text.Sizes;
import io.github.kerasjvm.cli.text.ToJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code predict} computed. */
record PredictAnswer(
        String model, String data, Predictions predictions, int shown, Optional<Path> written, double seconds)
        implements Answer {

    private static final int MOST_VALUES = 8;

    @Override
    public ExitCode exit() {
        return ExitCode.DONE;
    }

    @Override
    public void print(Page page) {
        int rows = Math.min(Math.max(0, shown), predictions.rows());
        for (int output = 0; output < predictions.outputs().size(); output++) {
            if (predictions.outputs().size() > 1) {
                page.line(page.strong(predictions.names().get(output)));
            }
            boolean isClassifier = predictions.isClassifier(output);
            Columns table = new Columns("rl");
            for (int row = 0; row < rows; row++) {
                table.row(Integer.toString(row), isClassifier ? guesses(output, row) : values(output, row));
            }
            table.print(page, "");
        }
        if (rows < predictions.rows()) {
            page.line("and " + Sizes.count(predictions.rows() - rows)
                    + " more rows; --show N prints more, --output FILE writes all");
        }
        written.ifPresent(file -> page.line("Written: " + file));
    }

    private String guesses(int output, int row) {
        List<String> parts = new ArrayList<>();
        for (Predictions.Guess guess : predictions.best(output, row)) {
            parts.add(String.format(Locale.ROOT, "%s %.2f%%", guess.name(), 100 * guess.probability()));
        }
        return String.join("  ", parts);
    }

    private String values(int output, int row) {
        float[] values = predictions.row(output, row);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_VALUES, values.length); i++) {
            parts.add(String.format(Locale.ROOT, "%.6g", values[i]));
        }
        return String.join("  ", parts) + (values.length > MOST_VALUES ? "  ... (" + values.length + " numbers)" : "");
    }

    @Override
    public ObjectNode json() {
        ObjectNode root = ToJson.object()
                .put("model", model)
                .put("data", data)
                .put("rows", predictions.rows())
                .put("seconds", seconds)
                .put("written", written.map(Path::toString).orElse(null));
        ArrayNode outputs = root.putArray("outputs");
        for (int output = 0; output < predictions.outputs().size(); output++) {
            outputs.add(json(predictions, output));
        }
        return root;
    }

    /** One output as JSON: its shape and for each row its numbers, with the likeliest classes if it tells classes. */
    static ObjectNode json(Predictions predictions, int output) {
        ObjectNode node = ToJson.object().put("name", predictions.names().get(output));
        node.set("shape", ToJson.shape(predictions.outputs().get(output).shape()));
        boolean isClassifier = predictions.isClassifier(output);
        ArrayNode rows = node.putArray("rows");
        for (int row = 0; row < predictions.rows(); row++) {
            ObjectNode one = rows.addObject();
            if (isClassifier) {
                Predictions.Guess best = predictions.best(output, row).get(0);
                one.put("class", best.index()).put("name", best.name()).put("probability", best.probability());
            }
            ArrayNode values = one.putArray("values");
            for (float value : predictions.row(output, row)) {
                values.add(value);
            }
        }
        return node;
    }
}
