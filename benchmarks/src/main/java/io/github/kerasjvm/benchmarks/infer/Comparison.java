package io.github.kerasjvm.benchmarks.infer;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Times predictions of one model, everybody in turns.
 *
 * @param options what was asked for
 * @param readings takes the numbers
 * @param progress takes what is under way
 */
record Comparison(InferOptions options, Readings readings, PrintStream progress) {

    /** Milliseconds between two turns: the threads of the last one may still wait by turning round. */
    private static final int REST = 30;

    /** Whoever takes longer for one batch is left out, and said to be. */
    private static final double MOST_SECONDS = 8;

    void measure(Subject subject, int threads, Started started) {
        List<Turn> turns = new ArrayList<>(started.turns());
        int last = Collections.max(options.batches());
        for (int rows : options.batches()) {
            List<Turn> ready = new ArrayList<>();
            for (Turn turn : List.copyOf(turns)) {
                try {
                    double seconds = turn.prepare(rows);
                    ready.add(turn);
                    // The next batch is some eight times as large; but one row costs as much as many.
                    if (seconds > MOST_SECONDS / 8 && rows > 1 && rows < last) {
                        turns.remove(turn);
                        started.remark(
                                turn.who(),
                                "takes " + Tables.time(seconds) + " for " + rows
                                        + " rows, and was spared larger batches");
                    }
                } catch (Asked.Failure e) {
                    turns.remove(turn);
                    started.remark(turn.who(), e.getMessage());
                }
            }
            rounds(subject, threads, rows, ready);
        }
    }

    private void rounds(Subject subject, int threads, int rows, List<Turn> turns) {
        progress.println("  batches of " + rows);
        for (int round = 0; round < options.rounds(); round++) {
            for (Turn turn : turns) {
                if (turn.isDue(options.seconds())) {
                    rest();
                    try {
                        double[] seconds = turn.measure();
                        readings.add(subject.id(), turn.who(), threads, Reading.What.PREDICT, rows, seconds);
                    } catch (Asked.Failure e) {
                        readings.remark(subject.id(), turn.who(), e.getMessage());
                    }
                }
            }
        }
    }

    static void rest() {
        try {
            Thread.sleep(REST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
