package io.github.kerasjvm.benchmarks.parts;

import java.nio.file.Path;

/** Where the reference models are. */
final class Reference {

    private Reference() {}

    /** The file of a reference model, from the folder that {@code benchmarks/run} names. */
    static Path file(String name) {
        return Path.of(System.getProperty("benchmarks.reference"), name);
    }
}
