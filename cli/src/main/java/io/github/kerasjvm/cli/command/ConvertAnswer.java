package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Page;
import io.github.kerasjvm.cli.text.Sizes;
import io.github.kerasjvm.cli.text.ToJson;
import io.github.kerasjvm.layer.lift.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code convert} wrote.
 *
 * @param changes what was said in other words; none but for a file for Keras 3
 */
record ConvertAnswer(String file, String target, String format, long bytes, double seconds, List<Change> changes)
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
        changes.forEach(change -> alike.computeIfAbsent(
                        change.kind() + change.className() + change.text(), key -> new ArrayList<>())
                .add(change));
        for (Change.Kind kind : Change.Kind.values()) {
            alike.values().stream()
                    .filter(group -> group.get(0).kind() == kind)
                    .forEach(group -> page.line("  " + kind.word() + ": " + text(group)));
        }
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
        changes.forEach(change -> list.addObject()
                .put("layer", change.layer())
                .put("class", change.className())
                .put("kind", change.kind().word())
                .put("text", change.text()));
        return json;
    }
}
