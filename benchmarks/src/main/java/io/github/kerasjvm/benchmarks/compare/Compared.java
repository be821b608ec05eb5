package io.github.kerasjvm.benchmarks.compare;

import io.github.kerasjvm.verify.Suite;

/**
 * One file with what came of it on either side.
 *
 * @param suite the name of its folder
 * @param file the file as the index names it
 * @param facts its place in the tables
 * @param expect what the suite expects of an importer
 * @param hasGolden whether Keras's numbers were recorded
 * @param ours what came of it with keras-jvm
 * @param stock what came of it with stock DL4J
 */
record Compared(
        String suite, String file, Facts facts, Suite.Expect expect, boolean hasGolden, Outcome ours, Outcome stock) {

    /** Whether it is a model that a sound importer runs, and Keras's numbers are there to compare. */
    boolean isToRun() {
        return hasGolden && expect != Suite.Expect.REFUSE && expect != Suite.Expect.WEIGHTS;
    }
}
