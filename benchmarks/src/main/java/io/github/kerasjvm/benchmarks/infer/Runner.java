package io.github.kerasjvm.benchmarks.infer;

import java.nio.file.Path;

/** One way to predict on the JVM, in a process of its own. */
interface Runner {

    /** What it is, with its version. */
    String name();

    /** Reads a model and makes it ready. */
    void load(Path model) throws Exception;

    /**
     * Makes a batch ready, as the library takes it.
     *
     * @param rows how many rows
     * @param values the inputs of all rows
     */
    void batch(int rows, float[] values) throws Exception;

    /**
     * Predicts the batch; callable from several threads at once.
     *
     * @param way a word with which this runner offers a choice
     * @return the outputs in the library's own order
     */
    float[] run(String way) throws Exception;
}
