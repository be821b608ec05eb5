package io.github.kerasjvm.benchmarks.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Tables of what depends on the batch, the depth and the callers, and of whole processes.
 *
 * @param readings all that was measured
 * @param options what was asked for
 */
record ScalingTables(Readings readings, InferOptions options) {

    String markdown() {
        return table(
                        "Cost of a row by the size of the batch, µs",
                        "rows",
                        Reading.What.BATCH,
                        reading -> 1e6 * reading.minimum() / reading.size())
                + table(
                        "Cost of a row by depth, µs for each of as many convolutions",
                        "layers",
                        Reading.What.DEPTH,
                        reading -> 1e6 * reading.minimum() / Scaling.DEPTH_ROWS / reading.size())
                + table(
                        "Rows a second of several callers together, median",
                        "callers",
                        Reading.What.CALLERS,
                        reading -> reading.percentile(0.5))
                + processes();
    }

    /** A row for each contender, and with several models for each of these; a column for each size. */
    private String table(String title, String size, Reading.What what, ToDoubleFunction<Reading> value) {
        List<Reading> all = readings.of(what);
        if (all.isEmpty()) {
            return "";
        }
        List<Integer> sizes =
                all.stream().map(Reading::size).distinct().sorted().toList();
        List<String> head = new ArrayList<>(List.of(size));
        sizes.forEach(one -> head.add(one.toString()));
        StringBuilder text = new StringBuilder("\n## ")
                .append(title)
                .append(", ")
                .append(options.mostThreads())
                .append(options.mostThreads() == 1 ? " thread\n\n" : " threads\n\n")
                .append(Tables.row(head))
                .append(Tables.row(head.stream().map(cell -> "---").toList()));
        List<String> names =
                all.stream().map(reading -> name(reading)).distinct().toList();
        for (String name : names) {
            List<String> cells = new ArrayList<>(List.of(name));
            sizes.forEach(one -> cells.add(all.stream()
                    .filter(reading -> name(reading).equals(name) && reading.size() == one)
                    .findFirst()
                    .map(reading -> Tables.number(value.applyAsDouble(reading)))
                    .orElse("")));
            text.append(Tables.row(cells));
        }
        return text.toString();
    }

    /** Models of several depths are one line. */
    private static String name(Reading reading) {
        return reading.what() == Reading.What.DEPTH ? reading.who() : reading.who() + "; " + reading.model();
    }

    private String processes() {
        List<Reading> all = readings.of(Reading.What.PROCESS);
        if (all.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n## Whole processes, from start to end\n\n")
                .append("| | minimum | median | share of Keras's |\n|---|---|---|---|\n");
        double keras = all.stream()
                .filter(reading -> reading.who().startsWith("Keras"))
                .mapToDouble(Reading::minimum)
                .findFirst()
                .orElse(Double.NaN);
        for (Reading reading : all) {
            text.append(Tables.row(List.of(
                    reading.who(),
                    Tables.time(reading.minimum()),
                    Tables.time(reading.percentile(0.5)),
                    Double.isNaN(keras) ? "" : Tables.format("%.3f", reading.minimum() / keras))));
        }
        return text.toString();
    }
}
