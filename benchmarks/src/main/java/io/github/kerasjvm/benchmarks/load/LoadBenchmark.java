package io.github.kerasjvm.benchmarks.load;

import io.github.kerasjvm.benchmarks.ChildJvm;
import io.github.kerasjvm.benchmarks.Machine;
import io.github.kerasjvm.engine.reference.InferencePasses;
import io.github.kerasjvm.export.onnx.OnnxWriter;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.op.OpGraph;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads a large and a deep model with keras-jvm, with ONNX Runtime as `.onnx` and with stock DL4J's importer, in turns and each time in a fresh JVM with
 * its own class path, beside merely reading the bytes.
 */
public final class LoadBenchmark {

    private static final int MEBI = 1 << 20;
    private static final List<String> WAYS = List.of("bytes", "inspect", "keras-jvm", "ready", "onnx", "stock");

    private final int rounds;
    private final List<Path> models;
    private final PrintStream progress;

    private LoadBenchmark(int rounds, List<Path> models, PrintStream progress) {
        this.rounds = rounds;
        this.models = models;
        this.progress = progress;
    }

    /**
     * Runs the measurement and prints its tables.
     *
     * @param arguments see {@code benchmarks/run}
     * @throws IOException if a file cannot be read or written
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = 5;
        List<Path> models = new ArrayList<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!List.of("--rounds", "--model").contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        arguments[i] + " is no option with a value; there are: --rounds, --model");
            }
            if (arguments[i].equals("--model")) {
                models.add(Path.of(arguments[i + 1]));
            } else {
                rounds = Integer.parseInt(arguments[i + 1]);
            }
        }
        LoadBenchmark benchmark = new LoadBenchmark(rounds, models, System.err);
        if (models.isEmpty()) {
            benchmark.run();
        } else {
            benchmark.runGiven();
        }
    }

    private void run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("keras-jvm-load");
        List<Path> files = new ArrayList<>();
        try {
            Map<String, String> machine = Machine.description();
            ModelFiles.ModelFile large = ModelFiles.large(folder, 4, 2560);
            files.add(large.file());
            ModelFiles.ModelFile deep = ModelFiles.deep(folder, 500, 64);
            files.add(deep.file());
            files.add(deep.weights().orElseThrow());
            String largeTable = LoadTable.of("large.h5: 4 Dense layers of 2560 units", large.bytes(), measured(large));
            String deepTable = LoadTable.of(
                    "deep.json and deep_weights.h5: 500 layers, Dense, BatchNormalization, Add",
                    deep.bytes(),
                    measured(deep));
            machine.forEach((name, value) -> System.out.println("- " + name + ": " + value));
            System.out.println();
            System.out.print(largeTable);
            int smallest = smallestHeap(large);
            System.out.println(
                    "keras-jvm loads it with `-Xmx" + smallest + "m`, and not with `-Xmx" + (smallest - 4) + "m`.\n");
            System.out.print(deepTable);
        } finally {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        }
    }

    /** Models of the caller, which stock DL4J need not know. */
    private void runGiven() throws IOException, InterruptedException {
        Machine.description().forEach((name, value) -> System.out.println("- " + name + ": " + value));
        System.out.println();
        for (Path file : models) {
            ModelFiles.ModelFile model = new ModelFiles.ModelFile(file, Optional.empty());
            List<String> ways =
                    WAYS.stream().filter(way -> !way.equals("stock")).toList();
            System.out.print(LoadTable.of(file.getFileName().toString(), model.bytes(), measured(model, ways)));
        }
    }

    private Map<String, List<Sample>> measured(ModelFiles.ModelFile model) throws IOException, InterruptedException {
        return measured(model, WAYS);
    }

    private Map<String, List<Sample>> measured(ModelFiles.ModelFile model, List<String> ways)
            throws IOException, InterruptedException {
        writeOnnx(model);
        try {
            return sampled(model, ways);
        } finally {
            Files.deleteIfExists(LoadOnce.onnx(model.file()));
        }
    }

    private static void writeOnnx(ModelFiles.ModelFile model) throws IOException {
        Import source = Import.of(model.file());
        KerasModel keras = model.weights().map(source::weights).orElse(source).load();
        OpGraph graph =
                keras.lower(keras.inputs().stream().map(KerasModel.Port::shape).toList());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(LoadOnce.onnx(model.file())))) {
            new OnnxWriter().write(InferencePasses.apply(graph), out);
        }
    }

    private Map<String, List<Sample>> sampled(ModelFiles.ModelFile model, List<String> ways)
            throws IOException, InterruptedException {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        ways.forEach(way -> samples.put(way, new ArrayList<>()));
        for (int round = 1; round <= rounds; round++) {
            for (String way : ways) {
                Sample sample = sample(way, model, List.of("-Xmx2g"))
                        .orElseThrow(() -> new IOException("loading " + model.file() + " failed: " + way));
                samples.get(way).add(sample);
                progress.printf(
                        "round %d of %d: %s, %s, %.0f ms%n",
                        round, rounds, model.file().getFileName(), way, sample.millis());
            }
        }
        return samples;
    }

    /** The smallest heap in MiB, in steps of 4, with which keras-jvm loads a model. */
    private int smallestHeap(ModelFiles.ModelFile model) throws IOException, InterruptedException {
        int fails = (int) (model.bytes() / MEBI) / 8;
        int works = 8 * fails;
        while (works - fails > 1) {
            int middle = (works + fails) / 2;
            boolean loads = sample("keras-jvm", model, List.of("-Xmx" + 4 * middle + "m"))
                    .isPresent();
            progress.printf("-Xmx%dm: %s%n", 4 * middle, loads ? "loads" : "does not load");
            works = loads ? middle : works;
            fails = loads ? fails : middle;
        }
        return 4 * works;
    }

    /** Without DL4J's jars for keras-jvm, as an application has it: classes are looked for in every jar before the right one. */
    private static String classPath(String way) {
        return System.getProperty(
                switch (way) {
                    case "stock" -> "java.class.path";
                    case "ready", "onnx" -> "benchmarks.engines";
                    default -> "benchmarks.importer";
                });
    }

    private static Optional<Sample> sample(String way, ModelFiles.ModelFile model, List<String> jvmOptions)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(jvmOptions);
        options.add("-Dorg.nd4j.log.initialization=false");
        List<String> arguments = new ArrayList<>(List.of(way, model.file().toString()));
        model.weights().ifPresent(weights -> arguments.add(weights.toString()));
        Process process = ChildJvm.process(ChildJvm.command(options, LoadOnce.class, arguments), classPath(way))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Optional<Sample> sample;
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            sample = lines.lines().flatMap(line -> Sample.read(line).stream()).findFirst();
        }
        process.waitFor();
        return sample;
    }
}
