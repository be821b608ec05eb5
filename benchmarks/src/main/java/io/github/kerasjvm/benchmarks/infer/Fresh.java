package io.github.kerasjvm.benchmarks.infer;

import java.io.PrintStream;
import java.util.List;

/**
 * Loading, the first prediction and the memory of a large batch, each way in a process that does nothing else.
 *
 * @param options what was asked for
 * @param readings takes the numbers
 * @param progress takes what is under way
 */
record Fresh(InferOptions options, Readings readings, PrintStream progress) {

    /** The batch whose memory is measured. */
    static final int ROWS = 1000;

    private static final int WARM = 128;

    /** Whoever would take longer for the batch is spared it. */
    private static final double MOST_SECONDS = 10;

    void measure(Subject subject, List<Entrant> entrants) {
        for (Entrant entrant : entrants) {
            if (entrant.refusal().isEmpty()) {
                entrant.ways().forEach((who, ways) -> measure(subject, entrant, who, ways));
            }
        }
    }

    private void measure(Subject subject, Entrant entrant, String who, List<String> ways) {
        int threads = options.mostThreads();
        if (isSlow(subject, who, threads)) {
            return;
        }
        progress.println(subject.id() + ", a process of its own: " + who);
        try (Asked process = new Asked(entrant.process(), subject.folder().resolve(entrant.id() + "-fresh.log"))) {
            process.ready();
            readings.add(subject.id(), who, threads, Reading.What.LOAD, 0, process.number("load"));
            String way = ways.get(0);
            readings.add(subject.id(), who, threads, Reading.What.FIRST, 0, process.number("first " + way));
            process.ask("batch " + ROWS);
            process.ask("run " + way + " 1");
            readings.add(subject.id(), who, threads, Reading.What.PEAK, ROWS, process.number("peak"));
        } catch (Asked.Failure e) {
            readings.remark(subject.id(), who, "in a process of its own: " + e.getMessage());
        }
    }

    private boolean isSlow(Subject subject, String who, int threads) {
        return readings.find(subject.id(), who, threads, Reading.What.PREDICT, WARM)
                .filter(reading -> reading.minimum() * ROWS / WARM > MOST_SECONDS)
                .isPresent();
    }
}
