package io.github.kerasjvm.benchmarks.infer;

import java.io.PrintStream;
import java.util.List;

/**
 * How speed changes with the size of the batch, the depth of the model, and the number of threads that call.
 *
 * @param options what was asked for
 * @param readings takes the numbers
 * @param progress takes what is under way
 */
record Scaling(InferOptions options, Readings readings, PrintStream progress) {

    /** The rows of batches. */
    static final List<Integer> ROWS = List.of(32, 64, 128, 256, 512, 1024, 2048, 4096);

    /** The rows of a batch with which depth is measured. */
    static final int DEPTH_ROWS = 128;

    /** How many threads call. */
    static final List<Integer> CALLERS = List.of(1, 2, 4, 8, 64);

    /** The rows of each call. */
    static final List<Integer> CALL_ROWS = List.of(1, 32);

    private static final double CALL_SECONDS = 0.3;

    /** Time per batch, for batches of many sizes. */
    void batches(Subject subject, Started started) {
        for (int rows : ROWS) {
            rounds(subject, started, Reading.What.BATCH, rows, rows);
        }
    }

    /** Time per batch of a model that is one of several depths. */
    void depth(Subject subject, Started started, int layers) {
        rounds(subject, started, Reading.What.DEPTH, layers, DEPTH_ROWS);
    }

    private void rounds(Subject subject, Started started, Reading.What what, int size, int rows) {
        progress.println("  " + what + " " + size);
        try {
            for (Turn turn : started.turns()) {
                turn.prepare(rows);
            }
            for (int round = 0; round < options.rounds(); round++) {
                for (Turn turn : started.turns()) {
                    Comparison.rest();
                    readings.add(subject.id(), turn.who(), options.mostThreads(), what, size, turn.measure());
                }
            }
        } catch (Asked.Failure e) {
            started.remark("everybody", e.getMessage());
        }
    }

    /** Rows a second of several callers. */
    void callers(Subject subject, Started started) {
        for (int rows : CALL_ROWS) {
            try {
                for (Turn turn : started.turns()) {
                    turn.prepare(rows);
                }
                for (int round = 0; round < options.rounds(); round++) {
                    progress.println("  callers with " + rows + " rows, round " + (round + 1));
                    callRound(subject, started.turns(), rows);
                }
            } catch (Asked.Failure e) {
                started.remark("everybody", e.getMessage());
            }
        }
    }

    private void callRound(Subject subject, List<Turn> turns, int rows) throws Asked.Failure {
        for (int count : CALLERS) {
            for (Turn turn : turns) {
                Comparison.rest();
                double perSecond = turn.process().number("callers " + turn.way() + " " + count + " " + CALL_SECONDS);
                readings.add(
                        calls(subject, rows),
                        turn.who(),
                        options.mostThreads(),
                        Reading.What.CALLERS,
                        count,
                        perSecond);
            }
        }
    }

    /** The name under which calls of some rows are noted. */
    static String calls(Subject subject, int rows) {
        return subject.id() + ", " + rows + (rows == 1 ? " row" : " rows") + " a call";
    }
}
