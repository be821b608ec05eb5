package io.github.kerasjvm.benchmarks.infer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Holds outputs against the first ones that there were, so that it is the same work that is measured. */
final class Agreement {

    /** An odd number, which no micro-batch divides. */
    static final int ROWS = 37;

    private static final double ABSOLUTE = 1e-4;
    private static final double RELATIVE = 1e-3;

    private final Path file;
    private String first;
    private float[] wanted;

    /**
     * Nothing to compare with yet.
     *
     * @param file where the outputs of one after the other are put
     */
    Agreement(Path file) {
        this.file = file;
    }

    /** What is wrong with somebody's outputs. */
    Optional<String> problem(Turn turn) throws Asked.Failure {
        turn.process().ask("batch " + ROWS);
        turn.write(file);
        float[] outputs = outputs();
        if (wanted == null) {
            wanted = outputs;
            first = turn.who();
            return Optional.empty();
        }
        if (outputs.length != wanted.length) {
            return Optional.of("gives " + outputs.length + " numbers, " + first + " " + wanted.length);
        }
        for (int i = 0; i < outputs.length; i++) {
            if (!(Math.abs(outputs[i] - wanted[i]) <= ABSOLUTE + RELATIVE * Math.abs(wanted[i]))) {
                return Optional.of(
                        "gives other numbers: " + outputs[i] + " at place " + i + ", " + first + " " + wanted[i]);
            }
        }
        return Optional.empty();
    }

    private float[] outputs() {
        try {
            FloatBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            Files.delete(file);
            float[] outputs = new float[buffer.remaining()];
            buffer.get(outputs);
            return outputs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
