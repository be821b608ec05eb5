package io.github.kerasjvm.benchmarks.infer;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that does what it is told by a line, and answers with a line. */
final class Asked implements AutoCloseable {

    /** Who takes longer for one order is ended. */
    private static final long MOST_SECONDS = 300;

    private static final String ANSWER = "= ";
    private static final String ERROR = "error ";
    private static final String ENDED = "its process has ended, or took more than " + MOST_SECONDS + " s; see ";

    private final Process process;
    private final BufferedReader answers;
    private final Writer lines;
    private final Path log;
    private String name = "";

    /** The process, or the order, has failed; the message says why. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message);
        }
    }

    /**
     * Starts the process; {@link #ready} is to be called before anything else.
     *
     * @param builder what is started
     * @param log takes what it says on standard error
     * @throws Failure if it cannot be started
     */
    Asked(ProcessBuilder builder, Path log) throws Failure {
        this.log = log;
        try {
            File target = log.toFile();
            process = builder.redirectError(ProcessBuilder.Redirect.to(target)).start();
        } catch (IOException e) {
            throw new Failure(e.getMessage());
        }
        answers = process.inputReader();
        lines = process.outputWriter();
    }

    /**
     * Waits until the process is ready.
     *
     * @throws Failure if it cannot be started
     */
    void ready() throws Failure {
        name = answer().substring("ready ".length());
    }

    /** What it says that it is. */
    String name() {
        return name;
    }

    /**
     * Gives an order.
     *
     * @param order one line
     * @return the answer
     * @throws Failure if it cannot be done
     */
    String ask(String order) throws Failure {
        try {
            lines.write(order + "\n");
            lines.flush();
        } catch (IOException e) {
            throw new Failure(ENDED + log);
        }
        return answer();
    }

    /** An order with a number for its answer. */
    double number(String order) throws Failure {
        return Double.parseDouble(ask(order));
    }

    private String answer() throws Failure {
        var late = CompletableFuture.delayedExecutor(MOST_SECONDS, TimeUnit.SECONDS);
        CompletableFuture<Void> end = CompletableFuture.runAsync(process::destroyForcibly, late);
        try {
            String line = answers.readLine();
            while (line != null && !line.startsWith(ANSWER)) {
                line = answers.readLine(); // some libraries greet
            }
            if (line == null) {
                throw new Failure(ENDED + log);
            }
            String answer = line.substring(ANSWER.length());
            if (answer.startsWith(ERROR)) {
                throw new Failure(answer.substring(ERROR.length()));
            }
            return answer;
        } catch (IOException e) {
            throw new Failure(ENDED + log);
        } finally {
            end.cancel(false);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
