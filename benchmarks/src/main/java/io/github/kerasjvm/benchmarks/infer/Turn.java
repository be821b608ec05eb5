package io.github.kerasjvm.benchmarks.infer;

import java.nio.file.Path;
import java.util.Arrays;

/** One process and one of its ways, taking its turns. */
final class Turn {

    /** For how long a turn lasts, if one prediction is shorter. */
    private static final double SECONDS = 0.08;

    private static final int MOST = 2000;

    /** For how long a short prediction is repeated before it counts: compilers of the JVM watch first. */
    private static final double WARM_UP = 0.6;

    private final String who;
    private final Asked process;
    private final String way;
    /** Seconds of one prediction of the batch, as far as known. */
    private double expected;
    /** Seconds that were measured for the batch. */
    private double spent;

    private int turns;

    Turn(String who, Asked process, String way) {
        this.who = who;
        this.process = process;
        this.way = way;
    }

    String who() {
        return who;
    }

    Asked process() {
        return process;
    }

    String way() {
        return way;
    }

    /** Makes a batch ready and does turns that are not counted; gives the seconds of one prediction. */
    double prepare(int rows) throws Asked.Failure {
        process.ask("batch " + rows);
        seconds(1); // the first one of a size may compile
        expected = seconds(1)[0];
        double warm = expected;
        while (warm < (rows == 1 ? WARM_UP : SECONDS)) {
            double[] seconds = seconds(times());
            warm += Arrays.stream(seconds).sum();
            expected = Arrays.stream(seconds).min().orElseThrow();
        }
        spent = 0;
        turns = 0;
        return expected;
    }

    /** Whether a further turn would keep within some seconds; two are always due. */
    boolean isDue(double seconds) {
        return turns < 2 || spent + Math.max(SECONDS, expected) <= seconds;
    }

    /** Does a turn; gives the seconds of each prediction. */
    double[] measure() throws Asked.Failure {
        double[] seconds = seconds(times());
        spent += Arrays.stream(seconds).sum();
        turns++;
        return seconds;
    }

    private int times() {
        return (int) Math.max(1, Math.min(MOST, SECONDS / expected));
    }

    private double[] seconds(int times) throws Asked.Failure {
        String answer = process.ask("run " + way + " " + times);
        return Arrays.stream(answer.split(" "))
                .mapToDouble(nanos -> Long.parseLong(nanos) / 1e9)
                .toArray();
    }

    void write(Path file) throws Asked.Failure {
        process.ask("write " + way + " " + file);
    }
}
