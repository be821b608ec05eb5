package io.github.kerasjvm.benchmarks.infer;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;

/**
 * Draws what was measured, as SVG beside the report.
 *
 * @param readings all that was measured
 * @param options what was asked for
 * @param report the name of the report
 */
record Charts(Readings readings, InferOptions options, Path report) {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    private static final int COMPARED_ROWS = 128;

    void write(List<Subject> subjects) throws IOException {
        List<String> models = subjects.stream().map(Subject::id).toList();
        bars("throughput", "Rows a second in batches of " + COMPARED_ROWS + ", keras-jvm = 1", models, this::speed);
        bars("latency", "Calls a second with one row, keras-jvm = 1", models, this::calls);
        bars("memory", "Memory after a batch of " + Fresh.ROWS + ", keras-jvm = 1", models, this::memory);
        lines("batches", "µs a row", "rows of a batch", Reading.What.BATCH);
        lines("callers", "rows a second", "callers", Reading.What.CALLERS);
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
        Map<String, List<Number>> series = new LinkedHashMap<>();
        for (String who : all) {
            List<Number> values = new ArrayList<>();
            models.forEach(model -> values.add(bar.of(model, who, all.get(0)).orElse(null)));
            if (values.stream().anyMatch(value -> value != null)) {
                series.put(who, values);
            }
        }
        if (series.isEmpty()) {
            return;
        }
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .build();
        chart.getStyler().setAvailableSpaceFill(0.8);
        chart.getStyler().setYAxisMin(0.0);
        series.forEach((who, values) -> chart.addSeries(who, models, values));
        save(chart, chart.getStyler(), name);
    }

    private void lines(String name, String y, String x, Reading.What what) throws IOException {
        Map<String, List<Reading>> series = new LinkedHashMap<>();
        readings.of(what).forEach(reading -> series.computeIfAbsent(
                        reading.who() + "; " + reading.model(), key -> new ArrayList<>())
                .add(reading));
        if (series.isEmpty()) {
            return;
        }
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(0.0);
        series.forEach((who, list) -> chart.addSeries(
                who,
                list.stream().map(Reading::size).toList(),
                list.stream().map(Charts::height).toList()));
        save(chart, chart.getStyler(), name);
    }

    private static Number height(Reading reading) {
        return reading.what() == Reading.What.BATCH ? 1e6 * reading.typical() / reading.size() : reading.typical();
    }

    private void save(Chart<?, ?> chart, Styler styler, String name) throws IOException {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        String file = report.resolveSibling(report.getFileName() + "-" + name + ".svg")
                .toString();
        VectorGraphicsEncoder.saveVectorGraphic(chart, file, VectorGraphicsFormat.SVG);
    }
}
