package io.github.kerasjvm.benchmarks.compare;

import io.github.kerasjvm.benchmarks.ChildJvm;
import io.github.kerasjvm.verify.Suite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A {@link Worker} seen from outside. Starts one when there is none, and another when one has died or does not answer in
 * time. Used by one thread.
 */
final class WorkerProcess implements AutoCloseable {

    /** Stands for the end of what a worker prints; an empty line of it is put in the queue as a blank. */
    private static final String END = "";

    private static final Duration START = Duration.ofMinutes(3);
    private final List<String> command;
    private final Path folder;
    private final Duration patience;
    private Process process;
    private BlockingQueue<String> lines;

    /**
     * A worker that is started when it is first needed.
     *
     * @param mainClass what to run
     * @param importer its first argument; the second is the limit in milliseconds
     * @param folder where the JVM writes its report when it crashes
     * @param limit how long a file may take
     */
    WorkerProcess(Class<?> mainClass, String importer, Path folder, Duration limit) {
        this.command = ChildJvm.command(
                List.of(
                        "-Xmx2g",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + folder.resolve("crash.log"),
                        "-Dorg.nd4j.log.initialization=false",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"),
                mainClass,
                List.of(importer, Long.toString(limit.toMillis())));
        this.folder = folder;
        // The worker itself gives up in time, and tells where it was; more is for one that is stuck altogether.
        this.patience = limit.plus(limit.dividedBy(3));
    }

    /**
     * What comes of a file. One whose JVM ends, or that is not done in time, is tried once more in a fresh JVM: an
     * earlier file may be the cause, or chance.
     */
    Outcome run(Suite.Entry entry) throws IOException, InterruptedException {
        Outcome outcome = attempt(entry);
        return outcome.is(Outcome.Kind.CRASHED, Outcome.Kind.HUNG) ? attempt(entry) : outcome;
    }

    private Outcome attempt(Suite.Entry entry) throws IOException, InterruptedException {
        if (process == null) {
            start();
        }
        try {
            OutputStream requests = process.getOutputStream();
            requests.write((Worker.request(entry) + "\n").getBytes(StandardCharsets.UTF_8));
            requests.flush();
        } catch (IOException e) {
            return crashed(); // it died after its last answer
        }
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            String line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                close();
                return Outcome.of(Outcome.Kind.HUNG, "and the JVM stands still");
            }
            if (line.equals(END)) {
                return crashed();
            }
            Optional<Outcome> outcome = Outcome.read(line);
            if (outcome.isPresent()) {
                if (outcome.get().is(Outcome.Kind.HUNG)) {
                    close();
                }
                return outcome.get();
            }
        }
    }

    private void start() throws IOException, InterruptedException {
        Files.deleteIfExists(folder.resolve("crash.log"));
        ProcessBuilder builder = ChildJvm.process(command).directory(folder.toFile());
        // In favour of DL4J: its OpenMP threads spin, and would take the processors from each other.
        builder.environment().putIfAbsent("GOMP_SPINCOUNT", "0");
        builder.redirectError(folder.resolve("worker.log").toFile());
        process = builder.start();
        lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(new Lines(process, lines), "answers of a worker");
        reader.setDaemon(true);
        reader.start();
        long end = System.nanoTime() + START.toNanos();
        String line;
        do {
            line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(END)) {
                close();
                throw new IOException("the worker does not start: " + log());
            }
        } while (!line.equals(Worker.READY));
    }

    /** Hands on what a process prints, line by line. */
    private record Lines(Process process, BlockingQueue<String> lines) implements Runnable {
        @Override
        public void run() {
            try (var reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line.isEmpty() ? " " : line);
                }
            } catch (IOException e) {
                // It was ended; that is told by the mark, too.
            }
            lines.add(END);
        }
    }

    private Outcome crashed() throws IOException, InterruptedException {
        int status = process.waitFor();
        String frame = "";
        Path report = folder.resolve("crash.log");
        if (Files.exists(report)) {
            try (Stream<String> text = Files.lines(report, StandardCharsets.ISO_8859_1)) {
                frame = text.dropWhile(line -> !line.startsWith("# Problematic frame"))
                        .skip(1)
                        .findFirst()
                        .map(line -> " in " + line.substring(1).strip().replaceAll("\\+0x[0-9a-f]+", ""))
                        .orElse("");
            }
        }
        close();
        return Outcome.of(Outcome.Kind.CRASHED, "ends with status " + status + frame);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("worker.log"), StandardCharsets.ISO_8859_1);
    }

    /** Ends the worker, if there is one. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            process = null;
        }
    }
}
