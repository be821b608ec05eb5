package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Page;
import io.github.kerasjvm.cli.text.Sizes;
import io.github.kerasjvm.cli.text.ToJson;
import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code convert} wrote.
 *
 * @param converted what was said in other words, and what the file does not hold
 */
record ConvertAnswer(String file, String target, String format, long bytes, double seconds, Converted converted)
        implements Answer {

    /** How many layers are named that have a change in common. */
    private static final int NAMED = 3;

    @Override
    public ExitCode exit() {
        return ExitCode.DONE;
    }

    @Override
    public void print(Page page) {
        page.format("Written: %s, %s, %.2f s", target, Sizes.bytes(bytes), seconds);
        Map<String, List<Change>> alike = new LinkedHashMap<>();
        converted.changes().forEach(change -> alike.computeIfAbsent(
                        change.kind() + change.className() + change.text(), key -> new ArrayList<>())
                .add(change));
        for (Change.Kind kind : Change.Kind.values()) {
            alike.values().stream()
                    .filter(group -> group.get(0).kind() == kind)
                    .forEach(group -> page.line("  " + kind.word() + ": " + text(group)));
        }
        Map<String, List<Problem>> warnings = new LinkedHashMap<>();
        converted.warnings().forEach(warning -> warnings.computeIfAbsent(
                        warning.argument() + warning.message(), key -> new ArrayList<>())
                .add(warning));
        warnings.values().forEach(group -> page.line("  warning: " + warning(group)));
    }

    /** What is so of several layers stands there once. */
    private static String warning(List<Problem> alike) {
        String layers = alike.stream()
                .map(Problem::layer)
                .filter(layer -> !layer.isEmpty())
                .limit(NAMED)
                .collect(Collectors.joining(", "));
        int more = alike.size() - NAMED;
        Problem first = alike.get(0);
        String where = layers + (more > 0 ? " and " + more + " more" : "");
        return new Problem(first.code(), where, "", first.argument(), first.message(), first.advice()).toString();
    }

    private static String text(List<Change> alike) {
        Change first = alike.get(0);
        if (first.layer().isEmpty()) {
            return first.text();
        }
        String layers = alike.stream().map(Change::layer).limit(NAMED).collect(Collectors.joining(", "));
        int more = alike.size() - NAMED;
        return first.className() + ", " + first.text() + " (" + layers + (more > 0 ? " and " + more + " more" : "")
                + ")";
    }

    @Override
    public ObjectNode json() {
        ObjectNode json = ToJson.object()
                .put("file", file)
                .put("target", target)
                .put("format", format)
                .put("bytes", bytes)
                .put("seconds", seconds);
        ArrayNode list = json.putArray("changes");
        converted.changes().forEach(change -> list.addObject()
                .put("layer", change.layer())
                .put("class", change.className())
                .put("kind", change.kind().word())
                .put("text", change.text()));
        json.set("warnings", ToJson.problems(file, converted.warnings()));
        return json;
    }
}
