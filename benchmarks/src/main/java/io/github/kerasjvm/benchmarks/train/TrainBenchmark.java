package io.github.kerasjvm.benchmarks.train;

import io.github.kerasjvm.benchmarks.Machine;
import io.github.kerasjvm.benchmarks.Measurement;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Times steps of training, contender by contender in turns, on models that hold loss and optimizer. */
public final class TrainBenchmark {

    private static final int WARM_UP = 3;

    /** By how much the losses of a step may differ, relative, so that it is the same work that is measured. */
    private static final double TOLERANCE = 1e-3;

    private final List<Path> models = new ArrayList<>();
    private List<String> engines = List.of("onednn", "reference");
    private List<Integer> batches = List.of(32, 128);
    private List<Integer> threads = List.of(1, 2);
    private Optional<String> keras = Optional.empty();
    private Path script = Path.of("train_steps.py");
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
            case "--keras" -> keras = Optional.of(value);
            case "--script" -> script = Path.of(value);
            case "--threads" ->
                threads = Arrays.stream(value.split(",")).map(Integer::valueOf).toList();
            case "--rounds" -> rounds = Integer.parseInt(value);
            default ->
                throw new IllegalArgumentException("there is no option " + name
                        + "; there are: --model, --engines, --batches, --threads, --keras, --rounds");
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
        out.println("# Steps of training, " + rounds + " rounds\n");
        Machine.description().forEach((name, value) -> out.println("- " + name + ": " + value));
        out.println("\n| model, batch, who | step, minimum ms | median ms |");
        out.println("|---|---|---|");
        for (Path model : models) {
            for (int rows : batches) {
                measure(model, rows, out, progress);
            }
        }
    }

    private void measure(Path model, int rows, PrintStream out, PrintStream progress) {
        List<StepContender> contenders = new ArrayList<>();
        try {
            for (String engine : engines) {
                threads.forEach(count -> contenders.add(new TrainContender(model, engine, rows, count)));
            }
            for (int count : keras.isPresent() ? threads : List.<Integer>of()) {
                contenders.add(new KerasContender(keras.get(), script, model, rows, count));
            }
            warmUp(contenders);
            for (int round = 0; round < rounds; round++) {
                contenders.forEach(StepContender::step);
                progress.printf("%s, %d rows: round %d of %d%n", model.getFileName(), rows, round + 1, rounds);
            }
            contenders.forEach(contender -> out.println(row(contender)));
        } finally {
            contenders.forEach(StepContender::close);
        }
    }

    private static void warmUp(List<StepContender> contenders) {
        for (int i = 0; i < WARM_UP; i++) {
            List<Double> losses = new ArrayList<>();
            for (StepContender contender : contenders) {
                double loss = contender.warmUp();
                // Others drop other units.
                if (contender instanceof TrainContender) {
                    losses.add(loss);
                }
            }
            for (double loss : losses) {
                if (!(Math.abs(loss - losses.get(0)) <= TOLERANCE * losses.get(0))) {
                    throw new IllegalStateException("the losses of one step are " + losses);
                }
            }
        }
    }

    private static String row(StepContender contender) {
        Measurement steps = contender.steps();
        return String.format(
                Locale.ROOT, "| %s | %.2f | %.2f |", steps.name(), 1e3 * steps.minimum(), 1e3 * steps.median());
    }
}
