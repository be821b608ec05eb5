package io.github.kerasjvm.benchmarks.train;

import io.github.kerasjvm.benchmarks.Measurement;

/** A model in training that takes part in a comparison, with batches of one size. */
interface StepContender extends AutoCloseable {

    /** Does a step that is not counted; gives its loss. */
    double warmUp();

    /** Does a step that is counted. */
    void step();

    /** The times of the steps that count. */
    Measurement steps();

    @Override
    void close();
}
