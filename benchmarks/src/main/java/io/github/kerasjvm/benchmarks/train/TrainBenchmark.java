package io.github.kerasjvm.benchmarks.train;

import io.github.kerasjvm.benchmarks.ChildJvm;
import io.github.kerasjvm.benchmarks.Machine;
import io.github.kerasjvm.benchmarks.Measurement;
import io.github.kerasjvm.data.DataOptions;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.data.InputSpec;
import io.github.kerasjvm.data.Scale;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.train.fit.TrainingData;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Times steps or epochs of training, contender by contender in turns, on models that hold loss and optimizer. */
public final class TrainBenchmark {

    /** Named among the engines: stock DL4J's {@code fit}. */
    private static final String DL4J = "dl4j";

    private static final int WARM_UP = 3;

    /** Milliseconds between the steps of two contenders. */
    private static final int REST = 50;

    /** The rows of an epoch that is not counted. */
    private static final int WARM_UP_ROWS = 1280;

    /** By how much the losses of a step may differ, relative, so that it is the same work that is measured. */
    private static final double TOLERANCE = 1e-3;

    private final List<Path> models = new ArrayList<>();
    private List<String> engines = List.of("onednn", "reference");
    private List<Integer> batches = List.of(32, 128);
    private List<Integer> threads = List.of(1, 2);
    private Optional<String> keras = Optional.empty();
    private Path scripts = Path.of("");
    private Optional<Path> data = Optional.empty();
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
            case "--scripts" -> scripts = Path.of(value);
            case "--data" -> data = Optional.of(Path.of(value));
            case "--threads" ->
                threads = Arrays.stream(value.split(",")).map(Integer::valueOf).toList();
            case "--rounds" -> rounds = Integer.parseInt(value);
            default ->
                throw new IllegalArgumentException("there is no option " + name
                        + "; there are: --model, --engines, --batches, --threads, --keras, --data, --rounds");
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
        out.println("# " + (data.isPresent() ? "Epochs" : "Steps") + " of training, " + rounds + " rounds\n");
        Machine.description().forEach((name, value) -> out.println("- " + name + ": " + value));
        out.println("\n| model, batch, who | minimum ms | median ms |");
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
            for (String engine :
                    engines.stream().filter(name -> !name.equals(DL4J)).toList()) {
                threads.forEach(count -> contenders.add(own(model, new Setting(engine, rows, count))));
            }
            if (keras.isPresent()) {
                threads.forEach(count -> contenders.add(keras(model, new Setting("keras", rows, count))));
            }
            if (engines.contains(DL4J)) {
                contenders.add(stock(model, rows));
            }
            warmUp(contenders);
            for (int round = 0; round < rounds; round++) {
                for (StepContender contender : contenders) {
                    rest();
                    contender.step();
                }
                progress.printf("%s, %d rows: round %d of %d%n", model.getFileName(), rows, round + 1, rounds);
            }
            contenders.forEach(contender -> out.println(row(contender)));
        } finally {
            contenders.forEach(StepContender::close);
        }
    }

    private StepContender own(Path model, Setting setting) {
        return data.isPresent()
                ? new EpochContender(model, mnist(), WARM_UP_ROWS, setting)
                : new TrainContender(model, setting);
    }

    private TrainingData mnist() {
        InputSpec image = new InputSpec("image", Shape.of(Shape.ANY, 28, 28, 1));
        DataOptions options = DataOptions.DEFAULT.scale(Scale.dividingBy(255)).split(DataOptions.Split.TRAIN);
        return TrainingData.of(DataSet.open(data.orElseThrow(), List.of(image), options));
    }

    private static StepContender stock(Path model, int rows) {
        List<String> command = ChildJvm.command(
                List.of("-Xmx3g"), StockTraining.class, List.of(model.toString(), Integer.toString(rows)));
        return new ProcessContender(
                ChildJvm.process(command),
                new ProcessContender.Orders("step", "step"),
                model.getFileName() + ", batches of " + rows);
    }

    private StepContender keras(Path model, Setting setting) {
        String script = data.isPresent() ? "train_epochs.py" : "train_steps.py";
        List<String> command = new ArrayList<>(List.of(
                keras.orElseThrow(),
                scripts.resolve(script).toString(),
                model.toString(),
                Integer.toString(setting.rows()),
                Integer.toString(setting.threads())));
        data.ifPresent(folder -> command.add(folder.toString()));
        ProcessContender.Orders orders = data.isPresent()
                ? new ProcessContender.Orders(Integer.toString(WARM_UP_ROWS), "60000")
                : new ProcessContender.Orders("step", "step");
        return new ProcessContender(new ProcessBuilder(command), orders, setting.describe(model));
    }

    /** The threads of the last one may still wait by turning round, and take a processor from the next. */
    private static void rest() {
        try {
            Thread.sleep(REST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void warmUp(List<StepContender> contenders) {
        for (int i = 0; i < WARM_UP; i++) {
            List<Double> losses = new ArrayList<>();
            for (StepContender contender : contenders) {
                double loss = contender.warmUp();
                // Others drop other units.
                if (contender instanceof TrainContender || contender instanceof EpochContender) {
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
