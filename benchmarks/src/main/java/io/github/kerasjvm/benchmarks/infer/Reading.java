package io.github.kerasjvm.benchmarks.infer;

import io.github.kerasjvm.benchmarks.Measurement;
import java.util.Arrays;

/**
 * Numbers that belong together.
 *
 * @param model the model's name
 * @param who whose they are
 * @param threads on how many threads
 * @param what what was measured
 * @param size the rows of a batch, the layers or the callers; 0 where there is none of these
 * @param values seconds, bytes or rows a second
 */
record Reading(String model, String who, int threads, What what, int size, double[] values) {

    /** What is measured. */
    enum What {
        /** Seconds from a file to a model, in a process that has started but not loaded anything. */
        LOAD,
        /** Seconds of the first prediction, of one row, behind that. */
        FIRST,
        /** Seconds of one prediction of a batch. */
        PREDICT,
        /** The same, for batches of many sizes. */
        BATCH,
        /** Seconds of one prediction by a model of some depth. */
        DEPTH,
        /** Bytes of the whole process at the most, after one batch of 1,000. */
        PEAK,
        /** Rows a second of several callers. */
        CALLERS,
        /** Seconds of a whole process. */
        PROCESS
    }

    double minimum() {
        return measurement().minimum();
    }

    /** The middle of many short calls and of what several callers do, the smallest of all else. */
    double typical() {
        return what == What.PREDICT && size == 1 || what == What.CALLERS ? percentile(0.5) : minimum();
    }

    double percentile(double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    private Measurement measurement() {
        return new Measurement(who, values);
    }
}
