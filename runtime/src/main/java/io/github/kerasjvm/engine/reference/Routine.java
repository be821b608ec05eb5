package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** The code of one operation, prepared for known shapes. Immutable; safe to share between threads. */
@FunctionalInterface
interface Routine {

    /**
     * Computes the result.
     *
     * @param inputs the inputs; not written to
     * @param output where to write every element of the result; holds anything before
     * @param scratch working memory of the calling thread
     */
    void run(Buffer[] inputs, Buffer output, Scratch scratch);

    /**
     * Computes all results.
     *
     * @param inputs the inputs; not written to
     * @param outputs where to write every element of each result; hold anything before
     * @param scratch working memory of the calling thread
     */
    default void run(Buffer[] inputs, Buffer[] outputs, Scratch scratch) {
        run(inputs, outputs[0], scratch);
    }

    /**
     * Prepares the code of a kind of operation.
     *
     * @param <O> the kind
     */
    @FunctionalInterface
    interface Maker<O> {
        /**
         * Prepares one operation.
         *
         * @param op the operation
         * @param inputs the shapes of the inputs, all known
         * @param output the shape of the result, known
         * @return its code
         */
        Routine make(O op, List<Shape> inputs, Shape output);
    }
}
