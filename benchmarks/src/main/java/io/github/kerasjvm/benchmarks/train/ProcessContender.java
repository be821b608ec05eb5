package io.github.kerasjvm.benchmarks.train;

import io.github.kerasjvm.benchmarks.Measurement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** One in a process of its own, which does what it is told by a line and answers with loss and seconds. */
final class ProcessContender implements StepContender {

    private final Process started;
    private final BufferedReader answers;
    private final Writer lines;
    private final Orders orders;
    private final String name;
    private final List<Double> steps = new ArrayList<>();

    /**
     * Starts the process.
     *
     * @param process what is started; it says {@code ready} and what it is, then answers
     * @param orders what is told for a step that is not counted, and for one that is
     * @param name what is measured
     */
    ProcessContender(ProcessBuilder process, Orders orders, String name) {
        this.orders = orders;
        try {
            started = process.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            answers = started.inputReader();
            lines = started.outputWriter();
            this.name = name + ", " + answer().substring("ready ".length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What the process is told.
     *
     * @param warmUp for what is not counted
     * @param step for what is
     */
    record Orders(String warmUp, String step) {}

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the process of a contender has ended; run it by hand to see why");
        }
        return line;
    }

    private String[] order(String line) {
        try {
            lines.write(line + "\n");
            lines.flush();
            return answer().split(" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public double warmUp() {
        return Double.parseDouble(order(orders.warmUp())[0]);
    }

    @Override
    public void step() {
        steps.add(Double.parseDouble(order(orders.step())[1]));
    }

    @Override
    public Measurement steps() {
        return new Measurement(
                name, steps.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public void close() {
        started.destroy();
    }
}
