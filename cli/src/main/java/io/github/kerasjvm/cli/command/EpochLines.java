package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.cli.text.Progress;
import io.github.kerasjvm.train.fit.FitListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A line for each epoch as Keras prints it, and one that is drawn over within it. */
final class EpochLines implements FitListener, AutoCloseable {

    private final PrintWriter writer;
    private final Progress progress;
    private final int batchSize;
    private final int epochs;
    private long started = System.nanoTime();

    EpochLines(PrintWriter writer, Progress progress, int batchSize, int epochs) {
        this.writer = writer;
        this.progress = progress;
        this.batchSize = batchSize;
        this.epochs = epochs;
    }

    @Override
    public void batchEnd(int epoch, int batch, int batches) {
        progress.update((long) batch * batchSize, (long) batches * batchSize);
    }

    @Override
    public boolean epochEnd(int epoch, Map<String, Double> logs) {
        progress.restart();
        double seconds = (System.nanoTime() - started) / 1e9;
        started = System.nanoTime();
        writer.println(String.format(Locale.ROOT, "Epoch %d/%d  %.1f s  %s", epoch + 1, epochs, seconds, said(logs)));
        writer.flush();
        return true;
    }

    static String said(Map<String, Double> logs) {
        return logs.entrySet().stream()
                .map(log -> String.format(Locale.ROOT, "%s: %.4f", log.getKey(), log.getValue()))
                .collect(Collectors.joining(" - "));
    }

    @Override
    public void close() {
        progress.close();
    }
}
