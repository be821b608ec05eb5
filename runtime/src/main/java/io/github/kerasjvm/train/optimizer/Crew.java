package io.github.kerasjvm.train.optimizer;

import java.util.function.IntConsumer;

/**
 * Does work in parts. What the parts compute never depends on who does them. {@code new Workers(threads)::each} is a crew
 * of threads.
 */
@FunctionalInterface
public interface Crew {

    /** Does one part after the other on the calling thread. */
    Crew ALONE = (parts, work) -> {
        for (int i = 0; i < parts; i++) {
            work.accept(i);
        }
    };

    /**
     * Does every part once, in any order, and returns when all are done.
     *
     * @param parts how many, 0 or more
     * @param work does the part of a number
     */
    void each(int parts, IntConsumer work);
}
