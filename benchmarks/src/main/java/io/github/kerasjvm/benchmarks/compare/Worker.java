package io.github.kerasjvm.benchmarks.compare;

import io.github.kerasjvm.verify.Suite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The JVM in which files are imported, one after the other: reads requests from its standard input, prints one outcome
 * for each. It may be killed at any moment by what it runs.
 */
public final class Worker {

    /** Printed once, when files may come. */
    static final String READY = "keras-jvm-ready";

    private static final String PACKAGES =
            "(org\\.nd4j|org\\.deeplearning4j|io\\.github\\.kerasjvm|ai\\.onnxruntime)\\..*";

    private final Importer importer;
    private final long limitMillis;
    private final PrintStream answers;

    private Worker(Importer importer, long limitMillis, PrintStream answers) {
        this.importer = importer;
        this.limitMillis = limitMillis;
        this.answers = answers;
    }

    /**
     * Runs until the standard input ends.
     *
     * @param arguments {@code stock}, or the name of an engine of keras-jvm; then the limit for a file in milliseconds
     * @throws IOException if the standard input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // what libraries print
        Importer importer = arguments[0].equals("stock") ? new StockDl4j() : new KerasJvm(arguments[0]);
        importer.warmUp();
        answers.println(READY);
        new Worker(importer, Long.parseLong(arguments[1]), answers).serve();
        Runtime.getRuntime().halt(0); // native threads may wait for ever
    }

    private void serve() throws IOException {
        var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            Thread here = Thread.currentThread();
            ScheduledFuture<?> alarm = clock.schedule(() -> giveUp(here), limitMillis, TimeUnit.MILLISECONDS);
            Outcome outcome = outcome(entry(line));
            if (alarm.cancel(false)) {
                answer(outcome);
            }
        }
    }

    private Outcome outcome(Suite.Entry entry) {
        try {
            return importer.run(entry);
        } catch (RuntimeException | Error e) {
            return Outcome.of(Outcome.Kind.NOT_COMPARED, e);
        }
    }

    /** Tells where the importer stands, and ends the JVM: native code cannot be interrupted. */
    private void giveUp(Thread thread) {
        String where = Arrays.stream(thread.getStackTrace())
                .filter(frame -> frame.getClassName().matches(PACKAGES))
                .map(frame -> frame.getClassName().replaceAll(".*\\.", "") + "." + frame.getMethodName())
                .distinct()
                .limit(3)
                .reduce((inner, outer) -> inner + " in " + outer)
                .orElse("");
        answer(Outcome.of(Outcome.Kind.HUNG, where.isEmpty() ? "" : "is in " + where));
        Runtime.getRuntime().halt(1);
    }

    private void answer(Outcome outcome) {
        // A native library may have left the line half written.
        answers.println();
        answers.println(outcome.line());
    }

    /** A request: file, weights and golden, the last two possibly empty, apart by tabs. */
    static String request(Suite.Entry entry) {
        return String.join(
                "\t",
                entry.file().toAbsolutePath().toString(),
                entry.weights().map(path -> path.toAbsolutePath().toString()).orElse(""),
                entry.golden().map(path -> path.toAbsolutePath().toString()).orElse(""));
    }

    private static Suite.Entry entry(String line) {
        String[] parts = line.split("\t", -1);
        return new Suite.Entry(parts[0], Path.of(parts[0]), path(parts[1]), path(parts[2]), Suite.Expect.EITHER);
    }

    private static Optional<Path> path(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    }
}
