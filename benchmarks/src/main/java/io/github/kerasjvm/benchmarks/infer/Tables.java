package io.github.kerasjvm.benchmarks.infer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The report as Markdown.
 *
 * @param readings all that was measured
 * @param options what was asked for
 */
record Tables(Readings readings, InferOptions options) {

    String markdown(List<Subject> subjects, Map<String, String> machine) {
        StringBuilder text = new StringBuilder("# Predicting, side by side\n\n`")
                .append(options.command())
                .append("`\n\n");
        machine.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        readings.names()
                .forEach((who, name) ->
                        text.append("- ").append(who).append(": ").append(name).append('\n'));
        text.append(new Summary(readings, options).markdown(subjects));
        subjects.forEach(subject -> text.append(model(subject)));
        text.append(new ScalingTables(readings, options).markdown());
        return text.toString();
    }

    private String model(Subject subject) {
        StringBuilder text = new StringBuilder("\n## ").append(subject.id());
        text.append(subject.says().isEmpty() ? "" : ": " + subject.says()).append("\n\n");
        for (int threads : options.threads()) {
            text.append(speed(subject.id(), threads));
        }
        text.append(fresh(subject.id()));
        readings.remarks().stream()
                .filter(remark -> remark.model().equals(subject.id()))
                .forEach(remark -> text.append("- ")
                        .append(remark.who())
                        .append(": ")
                        .append(remark.text())
                        .append('\n'));
        return text.toString();
    }

    private List<String> contenders(String model, Reading.What what, int threads) {
        return readings.of(what).stream()
                .filter(reading -> reading.model().equals(model) && reading.threads() == threads)
                .map(Reading::who)
                .distinct()
                .toList();
    }

    /** Latency and throughput on some threads; a ratio is how many times as long as the first. */
    private String speed(String model, int threads) {
        List<String> all = contenders(model, Reading.What.PREDICT, threads);
        if (all.isEmpty()) {
            return "";
        }
        List<String> head = new ArrayList<>(List.of(threads + (threads == 1 ? " thread" : " threads")));
        for (int rows : options.batches()) {
            head.add(rows == 1 ? "1 row, p50 (p99)" : rows + " rows, rows/s");
            head.add("ratio");
            head.add("spread");
        }
        StringBuilder text = new StringBuilder(row(head))
                .append(row(head.stream().map(cell -> "---").toList()));
        for (String who : all) {
            List<String> cells = new ArrayList<>(List.of(who));
            for (int rows : options.batches()) {
                cells.addAll(cells(model, who, all.get(0), threads, rows));
            }
            text.append(row(cells));
        }
        return text.append('\n').toString();
    }

    private List<String> cells(String model, String who, String base, int threads, int rows) {
        Optional<Reading> own = readings.find(model, who, threads, Reading.What.PREDICT, rows);
        Optional<Reading> first = readings.find(model, base, threads, Reading.What.PREDICT, rows);
        if (own.isEmpty()) {
            return List.of("", "", "");
        }
        Reading reading = own.get();
        double seconds = reading.typical();
        String value = rows == 1
                ? time(seconds) + " (" + time(reading.percentile(0.99)) + ")"
                : format("%,.0f", rows / seconds);
        double middle = reading.percentile(0.5);
        String spread = format("%.0f %%", 100 * (reading.percentile(0.9) - reading.minimum()) / middle);
        return List.of(
                value, first.map(one -> format("%.2f", seconds / one.typical())).orElse(""), spread);
    }

    private String fresh(String model) {
        int threads = options.mostThreads();
        List<String> all = contenders(model, Reading.What.PEAK, threads);
        if (all.isEmpty()) {
            return "";
        }
        List<String> head =
                List.of("fresh process", "load", "first prediction", "memory at " + Fresh.ROWS + " rows", "ratio");
        StringBuilder text = new StringBuilder(row(head))
                .append(row(head.stream().map(cell -> "---").toList()));
        for (String who : all) {
            double peak = peak(model, who);
            text.append(row(List.of(
                    who,
                    minimum(model, who, Reading.What.LOAD),
                    minimum(model, who, Reading.What.FIRST),
                    format("%.0f MiB", peak / (1 << 20)),
                    format("%.2f", peak / peak(model, all.get(0))))));
        }
        return text.append('\n').toString();
    }

    private double peak(String model, String who) {
        return readings.find(model, who, options.mostThreads(), Reading.What.PEAK, Fresh.ROWS)
                .orElseThrow()
                .minimum();
    }

    private String minimum(String model, String who, Reading.What what) {
        return options.threads().stream()
                .flatMap(threads -> readings.find(model, who, threads, what, 0).stream())
                .min(Comparator.comparingDouble(Reading::minimum))
                .map(reading -> time(reading.minimum()))
                .orElse("");
    }

    /** Seconds with a unit that suits them. */
    static String time(double seconds) {
        return seconds < 1e-3
                ? format("%.0f µs", 1e6 * seconds)
                : seconds < 0.1
                        ? format("%.2f ms", 1e3 * seconds)
                        : seconds < 1 ? format("%.0f ms", 1e3 * seconds) : format("%.2f s", seconds);
    }

    /** A number with some three digits. */
    static String number(double value) {
        return format(value < 1 ? "%.3f" : value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
