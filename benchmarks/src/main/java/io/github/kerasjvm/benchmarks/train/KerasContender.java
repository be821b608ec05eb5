package io.github.kerasjvm.benchmarks.train;

import io.github.kerasjvm.benchmarks.Measurement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Python's Keras in a process of its own: {@code train_on_batch}, compiled as {@code load_model} leaves it. */
final class KerasContender implements StepContender {

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;
    private final String name;
    private final List<Double> steps = new ArrayList<>();

    KerasContender(String python, Path script, Path model, int rows, int threads) {
        try {
            process = new ProcessBuilder(
                            python,
                            script.toString(),
                            model.toString(),
                            Integer.toString(rows),
                            Integer.toString(threads))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            answers = process.inputReader();
            orders = process.outputWriter();
            String ready = answer();
            name = model.getFileName() + ", batches of " + rows + ", " + ready.substring("ready ".length()) + ", "
                    + threads + (threads == 1 ? " thread" : " threads");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("Keras has ended; run the script by hand to see why");
        }
        return line;
    }

    private String[] order() {
        try {
            orders.write("step\n");
            orders.flush();
            return answer().split(" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public double warmUp() {
        return Double.parseDouble(order()[0]);
    }

    @Override
    public void step() {
        steps.add(Double.parseDouble(order()[1]));
    }

    @Override
    public Measurement steps() {
        return new Measurement(
                name, steps.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
