package io.github.kerasjvm.benchmarks.load;

import io.github.kerasjvm.benchmarks.Measurement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Samples as a table for people. */
final class LoadTable {

    private static final double MEBI = 1 << 20;
    private static final Map<String, String> NAMES = Map.of(
            "bytes", "the bytes of the file alone",
            "inspect", "keras-jvm `inspect()`: read and shapes checked, weights found and not read",
            "keras-jvm", "keras-jvm `load()`",
            "ready", "keras-jvm ready: loaded, on ONNX Runtime, one prediction done",
            "onnx", "ONNX Runtime Java ready: the same as `.onnx`, one prediction done",
            "stock", "stock DL4J 1.0.0-M2.1, ND4J started before");

    private LoadTable() {}

    /** A heading and a table with a row for each way to load, in their order. */
    static String of(String title, long bytes, Map<String, List<Sample>> samples) {
        StringBuilder text = new StringBuilder("### ").append(title);
        text.append(String.format(Locale.ROOT, ", %.1f MiB%n%n", bytes / MEBI));
        text.append("| | first load, minimum ms | median ms | spread | from the start of the JVM ms | second load ms |")
                .append(" CPU ms | heap MiB | memory taken MiB | process MiB |\n")
                .append("|---|---|---|---|---|---|---|---|---|---|\n");
        samples.forEach((way, runs) -> {
            Measurement time = measurement(runs, Sample::millis);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.0f %% | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |%n",
                    NAMES.get(way),
                    time.minimum(),
                    time.median(),
                    100 * time.spread(),
                    median(runs, Sample::sinceStartMillis),
                    median(runs, Sample::againMillis),
                    median(runs, Sample::cpuMillis),
                    median(runs, Sample::peakHeap) / MEBI,
                    median(runs, Sample::taken) / MEBI,
                    median(runs, Sample::resident) / MEBI));
        });
        text.append(String.format(
                Locale.ROOT,
                "%nkeras-jvm is ready after %.2f times the time of ONNX Runtime on the `.onnx`, with %.2f times the memory of"
                        + " the process (medians).%n",
                median(samples.get("ready"), Sample::millis) / median(samples.get("onnx"), Sample::millis),
                median(samples.get("ready"), Sample::resident) / median(samples.get("onnx"), Sample::resident)));
        return samples.containsKey("stock")
                ? text + againstStock(samples)
                : text.append('\n').toString();
    }

    private static String againstStock(Map<String, List<Sample>> samples) {
        StringBuilder text = new StringBuilder();
        List<Sample> ours = samples.get("keras-jvm");
        List<Sample> stock = samples.get("stock");
        text.append(String.format(
                Locale.ROOT,
                "%nStock DL4J takes %.1f times as long as keras-jvm for the first load, %.1f times from the start of the JVM,"
                        + " %.1f times for the second load (medians).%n",
                median(stock, Sample::millis) / median(ours, Sample::millis),
                median(stock, Sample::sinceStartMillis) / median(ours, Sample::sinceStartMillis),
                median(stock, Sample::againMillis) / median(ours, Sample::againMillis)));
        return text.append('\n').toString();
    }

    private static double median(List<Sample> runs, ToDoubleFunction<Sample> what) {
        return measurement(runs, what).median();
    }

    private static Measurement measurement(List<Sample> runs, ToDoubleFunction<Sample> what) {
        return new Measurement("", runs.stream().mapToDouble(what).toArray());
    }
}
