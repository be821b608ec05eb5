package io.github.kerasjvm.benchmarks.infer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was asked for on the command line. */
final class InferOptions {

    /** Whoever is not keras-jvm. */
    static final List<String> OTHERS = List.of("plain", "python", "keras", "dl4j");

    /** What is measured apart from the models one by one. */
    static final List<String> PARTS = List.of("speed", "fresh", "batches", "depth", "callers", "cold");

    /** What the script adds, and what does not change a figure. */
    private static final List<String> UNSAID = List.of("--scripts", "--reference", "--work", "--cli", "--report");

    /** Places that mean nothing on another machine. */
    private static final Map<String, String> PLACES = Map.of("--keras", "PYTHON");

    private List<String> models = Subjects.ALL;
    private List<String> engines = List.of("onnxruntime");
    private List<String> others = OTHERS;
    private List<String> parts = PARTS;
    private List<Integer> threads = List.of(1, 2);
    private List<Integer> batches = List.of(1, 32, 128, 1000);
    private int rounds = 4;
    private double seconds = 0.8;
    private Optional<String> keras = Optional.empty();
    private Optional<Path> cli = Optional.empty();
    private Path scripts = Path.of("");
    private Path reference = Path.of("");
    private Path work = Path.of("");
    private Optional<Path> report = Optional.empty();
    private final StringBuilder command = new StringBuilder("benchmarks/run infer");

    private InferOptions() {}

    static InferOptions parse(String[] arguments) {
        InferOptions options = new InferOptions();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " lacks a value");
            }
            options.set(arguments[i], arguments[i + 1]);
            if (!UNSAID.contains(arguments[i])) {
                String value = PLACES.getOrDefault(arguments[i], arguments[i + 1]);
                options.command.append(' ').append(arguments[i]).append(' ').append(value);
            }
        }
        return options;
    }

    private void set(String name, String value) {
        switch (name) {
            case "--models" -> models = List.of(value.split(","));
            case "--engines" -> engines = List.of(value.split(","));
            case "--others" -> others = some(value, OTHERS);
            case "--parts" -> parts = some(value, PARTS);
            case "--threads" -> threads = numbers(value);
            case "--batches" -> batches = numbers(value);
            case "--rounds" -> rounds = Integer.parseInt(value);
            case "--seconds" -> seconds = Double.parseDouble(value);
            case "--keras" -> keras = Optional.of(value);
            case "--cli" -> cli = Optional.of(Path.of(value));
            case "--scripts" -> scripts = Path.of(value);
            case "--reference" -> reference = Path.of(value);
            case "--work" -> work = Path.of(value);
            case "--report" -> report = Optional.of(Path.of(value));
            default ->
                throw new IllegalArgumentException("there is no option " + name
                        + "; there are: --models, --engines, --others, --parts, --threads, --batches, --rounds, --seconds,"
                        + " --keras, --cli, --work, --report");
        }
    }

    private static List<String> some(String value, List<String> all) {
        List<String> chosen = value.equals("none") ? List.of() : List.of(value.split(","));
        List<String> unknown = new ArrayList<>(chosen);
        unknown.removeAll(all);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("there is no " + unknown.get(0) + "; there are: " + all + ", or none");
        }
        return chosen;
    }

    private static List<Integer> numbers(String value) {
        return Arrays.stream(value.split(",")).map(Integer::valueOf).toList();
    }

    /** The command line, as it may be repeated elsewhere. */
    String command() {
        return command.toString();
    }

    /** The models, by name or path. */
    List<String> models() {
        return models;
    }

    /** The engines of keras-jvm; the first is what the others are compared with. */
    List<String> engines() {
        return engines;
    }

    /** Whether one of {@link #OTHERS} takes part. */
    boolean has(String other) {
        return others.contains(other);
    }

    /** Whether one of {@link #PARTS} is measured. */
    boolean measures(String part) {
        return parts.contains(part);
    }

    /** The numbers of threads. */
    List<Integer> threads() {
        return threads;
    }

    /** The largest number of threads. */
    int mostThreads() {
        return threads.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** The rows of the batches. */
    List<Integer> batches() {
        return batches;
    }

    /** How often everybody has a turn. */
    int rounds() {
        return rounds;
    }

    /** Who has computed so long on one batch size has no further turn, but two at least. */
    double seconds() {
        return seconds;
    }

    /** A Python with Keras 3. */
    Optional<String> keras() {
        return keras;
    }

    /** The launcher of the command line. */
    Optional<Path> cli() {
        return cli;
    }

    /** The folder of the Python scripts. */
    Path scripts() {
        return scripts;
    }

    /** The folder of the reference models. */
    Path reference() {
        return reference;
    }

    /** The folder where what is made lies. */
    Path work() {
        return work;
    }

    /** Where to write the report: this name with {@code .md}, {@code .json}, and charts beside them. */
    Optional<Path> report() {
        return report;
    }
}
