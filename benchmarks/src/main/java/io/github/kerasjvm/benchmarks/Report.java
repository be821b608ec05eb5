package io.github.kerasjvm.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What was measured, as a table or as JSON.
 *
 * @param task what every contender did
 * @param images how many images
 * @param machine facts of the machine by name
 * @param measurements the times; the last is what the others are compared with
 */
record Report(String task, int images, Map<String, String> machine, List<Measurement> measurements) {

    /** A Markdown table, readable as it is. */
    String markdown() {
        StringBuilder text = new StringBuilder("# ").append(task).append("\n\n");
        machine.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        Measurement base = measurements.get(measurements.size() - 1);
        text.append("\n| contender | minimum s | median s | spread | images/s | times as fast, median (minimum) |\n")
                .append("|---|---|---|---|---|---|\n");
        for (Measurement m : measurements) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.3f | %.3f | %.0f %% | %.0f | %.1f (%.1f) |%n",
                    m.name(),
                    m.minimum(),
                    m.median(),
                    100 * m.spread(),
                    images / m.median(),
                    base.median() / m.median(),
                    base.minimum() / m.minimum()));
        }
        return text.toString();
    }

    /** One JSON document. */
    String json() {
        String facts = machine.entrySet().stream()
                .map(fact -> quoted(fact.getKey()) + ": " + quoted(fact.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
        String times = measurements.stream()
                .map(m -> "{\"name\": " + quoted(m.name()) + ", \"seconds\": "
                        + DoubleStream.of(m.seconds())
                                .mapToObj(Double::toString)
                                .collect(Collectors.joining(", ", "[", "]"))
                        + "}")
                .collect(Collectors.joining(", ", "[", "]"));
        return "{\"task\": " + quoted(task) + ", \"images\": " + images + ", \"machine\": " + facts
                + ", \"contenders\": " + times + "}\n";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
