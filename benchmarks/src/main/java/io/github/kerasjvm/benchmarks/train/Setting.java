package io.github.kerasjvm.benchmarks.train;

import java.nio.file.Path;

/**
 * How a contender trains.
 *
 * @param engine the name of the engine
 * @param rows the rows of a batch
 * @param threads on how many threads
 */
record Setting(String engine, int rows, int threads) {

    String describe(Path model) {
        return model.getFileName() + ", batches of " + rows + ", " + threads + (threads == 1 ? " thread" : " threads");
    }
}
