package io.github.kerasjvm.export.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Has real Keras judge files: runs a script of {@code fixtures/python} (see {@code verdicts.py}) over rows, shared out to two
 * Pythons at a time. Each takes some rows only, since TensorFlow keeps much of what it has run, and what a Python that ends
 * before its time has not answered goes to another.
 */
final class RealKeras implements AutoCloseable {

    static final String SAME = "same";
    static final String EITHER = "not by Keras either";
    static final String ERROR = "ERROR";

    private static final Path SCRIPTS =
            Path.of(System.getProperty("keras-jvm.fixtures"), "../../../../../../../python");
    /** Not the folder of temporary files, which may be small, and which others clear. */
    private static final Path LOGS = Path.of("target", "real-keras");

    private static final int ROWS = 100;
    private static final int PROCESSES = 2;
    private static final int TOLD = 30;
    private static final int LENGTH = 700;

    private final String python;
    private final String backend;
    private final String name;
    private final Path folder;

    private RealKeras(String python, String backend, String name) throws IOException {
        this.python = python;
        this.backend = backend;
        this.name = name;
        Files.createDirectories(LOGS);
        this.folder = Files.createTempDirectory(LOGS, name + "-").toAbsolutePath();
    }

    /**
     * The Keras of the Python that a variable of the environment names; without one, the test is not run.
     *
     * @param name that of the log, and of the folder for what is written
     */
    static RealKeras of(String variable, String backend, String name) throws IOException {
        String python = System.getenv(variable);
        assumeTrue(python != null, "no Python is named by " + variable);
        return new RealKeras(python, backend, name);
    }

    /** A place for a file, which is gone when this is closed. */
    Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** One answer. */
    private record Answer(String row, String verdict) {
        /** In short. */
        String told() {
            String line = line();
            return line.length() <= LENGTH ? line : line.substring(0, LENGTH) + " ...";
        }

        String line() {
            return row.replace('\t', ' ') + ": " + verdict;
        }
    }

    /**
     * Asks for all rows, and asserts that none is an error. A failure tells the errors alone; all answers go to a file.
     *
     * @param least how many have to be the same at least
     */
    void check(List<String> script, List<String> rows, int least) throws Exception {
        List<Callable<List<Answer>>> parts = new ArrayList<>();
        int size = Math.max(1, Math.min(ROWS, (rows.size() + PROCESSES - 1) / PROCESSES));
        for (int from = 0; from < rows.size(); from += size) {
            List<String> part = rows.subList(from, Math.min(rows.size(), from + size));
            Path list = file(from + ".tsv");
            parts.add(() -> answers(script, part, list));
        }
        List<Answer> answers = new ArrayList<>();
        ExecutorService processes = Executors.newFixedThreadPool(PROCESSES);
        try {
            for (Future<List<Answer>> part : processes.invokeAll(parts)) {
                answers.addAll(part.get());
            }
        } finally {
            processes.shutdownNow();
        }
        log("", answers.stream().map(Answer::line).sorted().toList());
        List<String> errors = answers.stream()
                .filter(answer -> answer.verdict().startsWith(ERROR))
                .map(Answer::told)
                .toList();
        String counts = "%s: %d the same, %d not by Keras either, %d errors"
                .formatted(name, count(answers, SAME), count(answers, EITHER), errors.size());
        System.getLogger("keras").log(System.Logger.Level.INFO, counts);

        List<String> told = new ArrayList<>(errors.subList(0, Math.min(TOLD, errors.size())));
        told.add(counts);
        if (!errors.isEmpty()) {
            throw new AssertionError(String.join("\n", told));
        }
        assertThat(count(answers, SAME)).as(counts).isGreaterThanOrEqualTo(least);
    }

    /** What is too much for a message. */
    void log(String suffix, List<String> lines) throws IOException {
        Files.write(LOGS.resolve(name + suffix + ".txt"), lines);
    }

    private static long count(List<Answer> answers, String word) {
        return answers.stream()
                .filter(answer -> answer.verdict().startsWith(word))
                .count();
    }

    private List<Answer> answers(List<String> script, List<String> rows, Path list) throws Exception {
        List<Answer> answers = new ArrayList<>();
        int endedAt = -1;
        while (answers.size() < rows.size()) {
            boolean isAgain = endedAt == answers.size();
            List<String> open = rows.subList(answers.size(), isAgain ? answers.size() + 1 : rows.size());
            Files.write(list, open);
            Path said = Path.of(list + ".err");
            Process process = start(script, list, said, isAgain);
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                out.lines()
                        .filter(line -> line.startsWith("ROW\t"))
                        .map(line -> line.split("\t", 3))
                        .forEach(line -> answers.add(new Answer(open.get(Integer.parseInt(line[1])), line[2])));
            } finally {
                process.destroy();
            }
            int code = process.waitFor();
            if (answers.size() < rows.size() && !isAgain) {
                // Perhaps for want of memory, which a new one has not used up: the row is asked again, alone.
                endedAt = answers.size();
            } else if (endedAt == answers.size()) {
                String verdict = ERROR + ": Python ended with " + code + ": " + end(said);
                answers.add(new Answer(rows.get(answers.size()), verdict));
            }
        }
        return answers;
    }

    private Process start(List<String> script, Path rows, Path said, boolean isAgain) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(python, SCRIPTS.normalize().resolve(script.get(0)).toString(), rows.toString()));
        command.addAll(script.subList(1, script.size()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(said.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("KERAS_BACKEND", backend);
        // Without oneDNN TensorFlow has no convolutions over channels that come first on a CPU.
        environment.put("TF_ENABLE_ONEDNN_OPTS", "1");
        environment.put("KERAS_JVM_COMPILED", isAgain ? "1" : "0");
        environment.put("OMP_NUM_THREADS", "1");
        environment.put("TF_NUM_INTRAOP_THREADS", "1");
        // Without a compiler: compiling takes longer than these models do in Python.
        environment.put(
                "THEANO_FLAGS", "cxx=,optimizer=fast_compile,optimizer_excluding=AbstractConvCheck,floatX=float32");
        return builder.start();
    }

    private static String end(Path said) throws IOException {
        String text = new String(Files.readAllBytes(said), StandardCharsets.ISO_8859_1).strip();
        return Arrays.stream(text.substring(Math.max(0, text.length() - 500)).split("\\R"))
                .reduce((first, last) -> first + " | " + last)
                .orElse("");
    }
}
