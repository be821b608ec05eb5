package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Columns;
import io.github.kerasjvm.cli.text.Page;
import io.github.kerasjvm.cli.text.Sizes;
import io.github.kerasjvm.cli.text.Summary;
import io.github.kerasjvm.cli.text.ToJson;
import io.github.kerasjvm.evaluate.Accuracy;
import io.github.kerasjvm.evaluate.Evaluation;
import io.github.kerasjvm.model.Inspection;
import io.github.kerasjvm.verify.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code demo} shows. */
record DemoAnswer(
        Inspection inspection,
        String engine,
        JsonNode recorded,
        Verification verification,
        Evaluation evaluation,
        List<Written> files,
        Optional<Path> kept,
        double seconds)
        implements Answer {

    /** The mean of float32 losses in another order: Keras's own two runs differ by as much. */
    private static final double LOSS_TOLERANCE = 1e-6;

    /** A converted file, or why there is none. */
    record Written(String format, Path file, long bytes, double seconds, String missing) {}

    private double kerasLoss() {
        return recorded.at("/digits/loss").asDouble();
    }

    private long kerasCorrect() {
        return recorded.at("/digits/correct").asLong();
    }

    private double loss() {
        return evaluation.loss().orElse(Double.NaN);
    }

    private long correct() {
        return evaluation.accuracy().map(Accuracy::correct).orElse(-1L);
    }

    private boolean agrees() {
        return verification.agrees() && Math.abs(loss() - kerasLoss()) <= LOSS_TOLERANCE && correct() == kerasCorrect();
    }

    @Override
    public ExitCode exit() {
        return agrees() ? ExitCode.DONE : ExitCode.NO;
    }

    @Override
    public void print(Page page) {
        page.line(page.strong("1  What is in the file") + "   keras-jvm inspect MODEL");
        new Summary(inspection, false).print(page);
        page.gap();
        page.line(page.strong("2  Is every layer right") + "   keras-jvm verify MODEL");
        page.format(
                "   %d layers and the output compared with what Keras computed: largest difference %s, allowed %s",
                verification.layers().size(), VerifyAnswer.number(verification.maxAbs()), verification.tolerance());
        page.gap();
        page.line(page.strong("3  How good is it") + "   keras-jvm evaluate MODEL --data DIGITS --scale 1/255");
        printNumbers(page);
        page.gap();
        page.line(page.strong("4  Hand it on") + "   keras-jvm convert MODEL OUT");
        Columns table = new Columns("lrrl");
        for (Written file : files) {
            if (file.missing.isEmpty()) {
                String seconds = String.format(Locale.ROOT, "%.2f s", file.seconds);
                table.row(file.format, Sizes.bytes(file.bytes), seconds, kept(file));
            } else {
                table.row(file.format, "-", "-", file.missing);
            }
        }
        table.print(page, "   ");
        page.gap();
        page.format(
                "%s, on the engine %s, in %.1f s",
                agrees() ? page.good("Our numbers are Keras's") : page.bad("Our numbers are not Keras's"),
                engine,
                seconds);
    }

    private String kept(Written file) {
        return kept.isPresent() ? file.file.toString() : "";
    }

    private void printNumbers(Page page) {
        long rows = evaluation.rows();
        Columns table = new Columns("lrrr")
                .row(rows + " digits", "Keras " + recorded.path("keras").asText(), "keras-jvm", "difference")
                .row(
                        "Loss",
                        String.format(Locale.ROOT, "%.7f", kerasLoss()),
                        String.format(Locale.ROOT, "%.7f", loss()),
                        VerifyAnswer.number(Math.abs(loss() - kerasLoss())))
                .row(
                        "Accuracy",
                        share(kerasCorrect(), rows),
                        share(correct(), rows),
                        VerifyAnswer.number(Math.abs(correct() - kerasCorrect()) / (double) rows))
                .row(
                        "Right",
                        Long.toString(kerasCorrect()),
                        Long.toString(correct()),
                        Long.toString(correct() - kerasCorrect()));
        table.print(page, "   ");
    }

    private static String share(long correct, long rows) {
        return String.format(Locale.ROOT, "%.4f", correct / (double) rows);
    }

    @Override
    public ObjectNode json() {
        ObjectNode root = ToJson.object()
                .put("file", inspection.file())
                .put("engine", engine)
                .put("agrees", agrees())
                .put("seconds", seconds);
        root.putObject("keras")
                .put("version", recorded.path("keras").asText())
                .put("loss", kerasLoss())
                .put("correct", kerasCorrect());
        ObjectNode ours = root.putObject("ours");
        ToJson.number(ours, "loss", loss());
        ours.put("correct", correct()).put("rows", evaluation.rows());
        ObjectNode verified = root.putObject("verify").put("agrees", verification.agrees());
        ToJson.number(verified, "maxAbs", verification.maxAbs());
        verified.put("layers", verification.layers().size());
        ArrayNode array = root.putArray("files");
        files.forEach(file -> array.addObject()
                .put("format", file.format)
                .put("file", kept(file))
                .put("bytes", file.bytes)
                .put("seconds", file.seconds)
                .put("missing", file.missing));
        return root;
    }
}
