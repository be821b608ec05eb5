package io.github.kerasjvm.benchmarks.infer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Draws what was measured, as SVG beside the report.
 *
 * @param readings all that was measured
 * @param options what was asked for
 * @param report the name of the report
 */
record Charts(Readings readings, InferOptions options, Path report) {

    private static final int COMPARED_ROWS = 128;

    void write(List<Subject> subjects) throws IOException {
        List<String> models = subjects.stream().map(Subject::id).toList();
        bars("throughput", "Rows a second in batches of " + COMPARED_ROWS + ", keras-jvm = 1", models, this::speed);
        bars("latency", "Calls a second with one row, keras-jvm = 1", models, this::calls);
        bars("memory", "Memory after a batch of " + Fresh.ROWS + ", keras-jvm = 1", models, this::memory);
        lines("batches", "µs a row, by the rows of a batch", Reading.What.BATCH);
        lines("callers", "Rows a second of all callers, by their number", Reading.What.CALLERS);
    }

    /** What one bar shows. */
    private interface Bar {
        Optional<Double> of(String model, String who, String base);
    }

    private Optional<Double> speed(String model, String who, String base) {
        return readings.ratio(model, base, who, options.mostThreads(), Reading.What.PREDICT, COMPARED_ROWS);
    }

    private Optional<Double> calls(String model, String who, String base) {
        return readings.ratio(model, base, who, options.mostThreads(), Reading.What.PREDICT, 1);
    }

    private Optional<Double> memory(String model, String who, String base) {
        return readings.ratio(model, who, base, options.mostThreads(), Reading.What.PEAK, Fresh.ROWS);
    }

    private void bars(String name, String title, List<String> models, Bar bar) throws IOException {
        List<String> all = new ArrayList<>(readings.names().keySet());
        Map<String, List<Optional<Double>>> series = new LinkedHashMap<>();
        for (String who : all) {
            List<Optional<Double>> values =
                    models.stream().map(model -> bar.of(model, who, all.get(0))).toList();
            if (values.stream().anyMatch(Optional::isPresent)) {
                series.put(who, values);
            }
        }
        if (!series.isEmpty()) {
            save(name, new Chart(title, models, series).bars());
        }
    }

    private void lines(String name, String title, Reading.What what) throws IOException {
        List<Reading> all = readings.of(what);
        List<Integer> sizes =
                all.stream().map(Reading::size).distinct().sorted().toList();
        Map<String, List<Optional<Double>>> series = new LinkedHashMap<>();
        for (Reading reading : all) {
            series.computeIfAbsent(reading.who() + "; " + reading.model(), key -> sizes.stream()
                    .map(size -> readings.find(reading.model(), reading.who(), reading.threads(), what, size)
                            .map(Charts::height))
                    .toList());
        }
        if (!series.isEmpty()) {
            save(name, new Chart(title, sizes.stream().map(Object::toString).toList(), series).lines());
        }
    }

    private static double height(Reading reading) {
        return reading.what() == Reading.What.BATCH ? 1e6 * reading.typical() / reading.size() : reading.typical();
    }

    private void save(String name, String svg) throws IOException {
        Files.writeString(report.resolveSibling(report.getFileName() + "-" + name + ".svg"), svg);
    }
}
