package io.github.kerasjvm.benchmarks.compare;

import io.github.kerasjvm.verify.Suite;

/** One of the importers that are compared, within a worker. */
interface Importer {

    /** Loads what is loaded once for all files, so that no file is charged with it. */
    void warmUp();

    /** Imports a file, runs it on the recorded inputs and compares. Whatever is thrown is an error of the comparison. */
    Outcome run(Suite.Entry entry);
}
