package io.github.kerasjvm.benchmarks.train;

import io.github.kerasjvm.benchmarks.Machine;
import io.github.kerasjvm.benchmarks.Measurement;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Times steps of training, one thread each, engine by engine in turns, on models that hold loss and optimizer. */
public final class TrainBenchmark {

    private static final int WARM_UP = 3;

    /** By how much the losses of a step may differ, relative, so that it is the same work that is measured. */
    private static final double TOLERANCE = 1e-3;

    private final List<Path> models = new ArrayList<>();
    private List<String> engines = List.of("onednn", "reference");
    private List<Integer> batches = List.of(32, 128);
    private int rounds = 20;

    private TrainBenchmark(String[] arguments) {
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " lacks a value");
            }
            set(arguments[i], arguments[i + 1]);
        }
    }

    private void set(String name, String value) {
        switch (name) {
            case "--model" -> models.add(Path.of(value));
            case "--engines" -> engines = List.of(value.split(","));
            case "--batches" ->
                batches = Arrays.stream(value.split(",")).map(Integer::valueOf).toList();
            case "--rounds" -> rounds = Integer.parseInt(value);
            default ->
                throw new IllegalArgumentException(
                        "there is no option " + name + "; there are: --model, --engines, --batches, --rounds");
        }
    }

    /**
     * Runs the measurement and prints its table.
     *
     * @param arguments see {@code benchmarks/run}
     */
    public static void main(String[] arguments) {
        new TrainBenchmark(arguments).run(System.out, System.err);
    }

    private void run(PrintStream out, PrintStream progress) {
        out.println("# Steps of training, one thread, " + rounds + " rounds\n");
        Machine.description().forEach((name, value) -> out.println("- " + name + ": " + value));
        out.println("\n| model, batch, engine | step, minimum ms | median ms | graph alone, minimum ms | median ms |");
        out.println("|---|---|---|---|---|");
        for (Path model : models) {
            for (int rows : batches) {
                measure(model, rows, out, progress);
            }
        }
    }

    private void measure(Path model, int rows, PrintStream out, PrintStream progress) {
        List<TrainContender> contenders = new ArrayList<>();
        try {
            engines.forEach(engine -> contenders.add(new TrainContender(model, engine, rows)));
            warmUp(contenders);
            for (int round = 0; round < rounds; round++) {
                contenders.forEach(TrainContender::step);
                progress.printf("%s, %d rows: round %d of %d%n", model.getFileName(), rows, round + 1, rounds);
            }
            contenders.forEach(contender -> out.println(row(contender)));
        } finally {
            contenders.forEach(TrainContender::close);
        }
    }

    private static void warmUp(List<TrainContender> contenders) {
        for (int i = 0; i < WARM_UP; i++) {
            List<Double> losses =
                    contenders.stream().map(TrainContender::warmUp).toList();
            for (double loss : losses) {
                if (!(Math.abs(loss - losses.get(0)) <= TOLERANCE * losses.get(0))) {
                    throw new IllegalStateException("the losses of one step are " + losses);
                }
            }
        }
    }

    private static String row(TrainContender contender) {
        Measurement steps = contender.steps();
        Measurement graphs = contender.graphs();
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %.2f |",
                steps.name(),
                1e3 * steps.minimum(),
                1e3 * steps.median(),
                1e3 * graphs.minimum(),
                1e3 * graphs.median());
    }
}
