package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Columns;
import io.github.kerasjvm.cli.text.Page;
import io.github.kerasjvm.cli.text.Sizes;
import io.github.kerasjvm.cli.text.ToJson;
import io.github.kerasjvm.evaluate.Accuracy;
import io.github.kerasjvm.evaluate.ConfusionMatrix;
import io.github.kerasjvm.evaluate.Evaluation;
import io.github.kerasjvm.evaluate.MetricValue;
import io.github.kerasjvm.evaluate.OutputEvaluation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code evaluate} found. */
record EvaluateAnswer(String model, String data, String engine, List<String> classes, Evaluation evaluation)
        implements Answer {

    /** Larger matrices fit no screen; JSON has them. */
    private static final int MOST_CLASSES = 20;

    @Override
    public ExitCode exit() {
        return ExitCode.DONE;
    }

    @Override
    public void print(Page page) {
        Columns table = new Columns("ll");
        evaluation.loss().ifPresent(loss -> table.row("Loss", number(loss)));
        if (evaluation.regularization() != 0) {
            table.row("  regularisation", number(evaluation.regularization()));
        }
        boolean hasMany = evaluation.outputs().size() > 1;
        for (OutputEvaluation output : evaluation.outputs()) {
            if (hasMany) {
                output.loss()
                        .ifPresent(loss -> table.row("  " + output.name() + " " + output.lossName(), number(loss)));
            }
            String name = hasMany ? "Accuracy " + output.name() : "Accuracy";
            output.accuracy().ifPresent(accuracy -> table.row(name, said(accuracy)));
        }
        evaluation.metrics().forEach(metric -> table.row("  " + metric.name(), numbers(metric)));
        table.row("Rows", rate());
        table.print(page, "");
        evaluation.notes().forEach(note -> page.line("Note: " + note));
        for (OutputEvaluation output : evaluation.outputs()) {
            output.accuracy()
                    .flatMap(Accuracy::confusion)
                    .filter(matrix -> matrix.classes() <= MOST_CLASSES)
                    .ifPresent(matrix -> printMatrix(page, hasMany ? " of " + output.name() : "", matrix));
        }
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    private static String numbers(MetricValue metric) {
        return metric.values().stream().map(EvaluateAnswer::number).collect(Collectors.joining(" "));
    }

    private static String said(Accuracy accuracy) {
        return String.format(
                Locale.ROOT,
                "%.4f (%s of %s)",
                accuracy.value(),
                Sizes.count(accuracy.correct()),
                Sizes.count(accuracy.decisions()));
    }

    private String rate() {
        return String.format(
                Locale.ROOT,
                "%,d in %.2f s, %,.0f/s on %s",
                evaluation.rows(),
                evaluation.seconds(),
                evaluation.rows() / evaluation.seconds(),
                engine);
    }

    private void printMatrix(Page page, String of, ConfusionMatrix matrix) {
        page.gap();
        page.line(page.strong("Confusion" + of) + ": how often each class (row) was taken for each (column)");
        Columns table = new Columns("r".repeat(matrix.classes() + 1));
        String[] cells = new String[matrix.classes() + 1];
        cells[0] = "";
        for (int predicted = 0; predicted < matrix.classes(); predicted++) {
            cells[predicted + 1] = name(predicted);
        }
        table.row(cells);
        for (int actual = 0; actual < matrix.classes(); actual++) {
            cells[0] = name(actual);
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                long count = matrix.count(actual, predicted);
                cells[predicted + 1] = count == 0 ? "." : Long.toString(count);
            }
            table.row(cells);
        }
        table.print(page, "");
    }

    private String name(int index) {
        return index < classes.size() ? classes.get(index) : Integer.toString(index);
    }

    @Override
    public ObjectNode json() {
        ObjectNode root = ToJson.object()
                .put("model", model)
                .put("data", data)
                .put("engine", engine)
                .put("rows", evaluation.rows())
                .put("seconds", evaluation.seconds())
                .put("rowsPerSecond", evaluation.rows() / evaluation.seconds());
        ToJson.number(root, "loss", evaluation.loss().orElse(Double.NaN));
        ToJson.number(
                root, "accuracy", evaluation.accuracy().map(Accuracy::value).orElse(Double.NaN));
        root.put("regularization", evaluation.regularization());
        ObjectNode metrics = root.putObject("metrics");
        evaluation.metrics().forEach(metric -> put(metrics, metric));
        ArrayNode outputs = root.putArray("outputs");
        evaluation.outputs().forEach(output -> put(outputs.addObject(), output));
        root.set("notes", ToJson.texts(evaluation.notes()));
        return root;
    }

    /** One number as such; one for each threshold, class or regressor as a list. */
    private static void put(ObjectNode target, MetricValue metric) {
        if (metric.values().size() == 1) {
            ToJson.number(target, metric.name(), metric.values().get(0));
            return;
        }
        ArrayNode values = target.putArray(metric.name());
        for (double value : metric.values()) {
            if (Double.isFinite(value)) {
                values.add(value);
            } else {
                values.addNull();
            }
        }
    }

    private void put(ObjectNode target, OutputEvaluation output) {
        target.put("name", output.name()).put("lossName", output.lossName());
        ToJson.number(target, "loss", output.loss().orElse(Double.NaN));
        if (output.accuracy().isEmpty()) {
            return;
        }
        Accuracy accuracy = output.accuracy().get();
        target.put("accuracy", accuracy.value())
                .put("correct", accuracy.correct())
                .put("decisions", accuracy.decisions());
        accuracy.confusion().ifPresent(matrix -> {
            putClasses(target.putArray("classes"), matrix);
            ArrayNode rows = target.putArray("confusion");
            for (int actual = 0; actual < matrix.classes(); actual++) {
                ArrayNode row = rows.addArray();
                for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                    row.add(matrix.count(actual, predicted));
                }
            }
        });
    }

    private void putClasses(ArrayNode target, ConfusionMatrix matrix) {
        for (int i = 0; i < matrix.classes(); i++) {
            target.addObject()
                    .put("name", name(i))
                    .put("support", matrix.support(i))
                    .put("precision", matrix.precision(i))
                    .put("recall", matrix.recall(i))
                    .put("f1", matrix.f1(i));
        }
    }
}
