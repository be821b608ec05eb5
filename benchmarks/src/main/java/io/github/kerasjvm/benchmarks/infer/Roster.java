package io.github.kerasjvm.benchmarks.infer;

import io.github.kerasjvm.benchmarks.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who takes part.
 *
 * @param options what was asked for
 */
record Roster(InferOptions options) {

    private static final String PREFIX = "keras-jvm, ";
    private static final String PLAIN = "ONNX Runtime Java";

    /** Everybody, for one model on some threads; those who cannot take part are there with the reason. */
    List<Entrant> of(Subject subject, String row, int threads) {
        List<Entrant> all = new ArrayList<>();
        options.engines().forEach(engine -> all.add(own(engine, subject, row, threads)));
        if (options.has("plain")) {
            all.add(onExport(jvm("plain", subject.onnx(), subject, row, threads), PLAIN, subject));
        }
        if (options.has("python")) {
            all.add(onExport(python("onnxruntime", subject.onnx(), subject, threads), "ONNX Runtime Python", subject));
        }
        if (options.has("keras")) {
            Map<String, List<String>> ways = new LinkedHashMap<>();
            ways.put("Keras, compiled call", List.of("call"));
            ways.put("Keras, predict", List.of("predict"));
            all.add(needsKeras(named(python("keras", subject.keras3(), subject, threads), ways)));
        }
        if (options.has("dl4j")) {
            Map<String, List<String>> ways = Map.of("stock DL4J", List.of(StockRunner.OWN, StockRunner.TURNED));
            Entrant stock = named(jvm("stock", subject.legacy(), subject, row, threads), ways)
                    .with("OMP_NUM_THREADS", Integer.toString(threads));
            all.add(refusedBy(subject.legacy(), stock));
        }
        return all;
    }

    /** Those who predict in a JVM as fast as they can: keras-jvm and ONNX Runtime Java. */
    List<Entrant> fast(Subject subject, String row) {
        return of(subject, row, options.mostThreads()).stream()
                .filter(entrant ->
                        entrant.ways().keySet().stream().anyMatch(who -> who.startsWith(PREFIX) || who.equals(PLAIN)))
                .toList();
    }

    private Entrant own(String engine, Subject subject, String row, int threads) {
        Map<String, List<String>> ways = Map.of(PREFIX + engine, List.of("run"));
        return named(jvm("keras-jvm:" + engine, subject.file(), subject, row, threads), ways);
    }

    private static Entrant named(Entrant entrant, Map<String, List<String>> ways) {
        return new Entrant(
                entrant.id(), ways, entrant.command(), entrant.classPath(), entrant.environment(), entrant.refusal());
    }

    private Entrant jvm(String kind, Path file, Subject subject, String row, int threads) {
        List<String> arguments = List.of(
                kind,
                Integer.toString(threads),
                file.toString(),
                subject.inputs().toString(),
                row);
        List<String> jvm = List.of("-Dorg.nd4j.log.initialization=false");
        // Without DL4J's jars for all others, as an application has it.
        String classPath = System.getProperty(kind.equals("stock") ? "java.class.path" : "benchmarks.engines");
        return new Entrant(
                id(kind.replace(':', '-'), subject, threads),
                Map.of(),
                ChildJvm.command(jvm, Child.class, arguments),
                Optional.of(classPath),
                Map.of(),
                Optional.empty());
    }

    private Entrant python(String kind, Path file, Subject subject, int threads) {
        List<String> command = List.of(
                options.keras().orElse("python3"),
                options.scripts().resolve("infer_child.py").toString(),
                kind,
                Integer.toString(threads),
                file.toString(),
                subject.inputs().toString(),
                Integer.toString(Subject.ROWS));
        return new Entrant(
                id("python-" + kind, subject, threads),
                Map.of(),
                command,
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    private static String id(String kind, Subject subject, int threads) {
        return subject.id() + "-" + kind + "-" + threads;
    }

    private Entrant onExport(Entrant entrant, String name, Subject subject) {
        Entrant named = named(entrant, Map.of(name, List.of("run")));
        return refusedBy(subject.onnx(), entrant.command().get(1).endsWith(".py") ? needsKeras(named) : named);
    }

    private Entrant needsKeras(Entrant entrant) {
        return options.keras().isPresent() ? entrant : entrant.refused("no Python was given by --keras");
    }

    /** Says what Keras said when it was to write the file. */
    private static Entrant refusedBy(Path file, Entrant entrant) {
        if (entrant.refusal().isPresent() || Files.exists(file)) {
            return entrant;
        }
        Path reason = Path.of(file + ".refused");
        try {
            return entrant.refused(
                    Files.exists(reason)
                            ? "Keras cannot export the model: " + Files.readString(reason)
                            : "there is no " + file.getFileName() + ", which needs a Python given by --keras");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
