package io.github.kerasjvm.engine;

import io.github.kerasjvm.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A program made ready by an engine. Immutable; any number of threads may run it at once, each with working memory of
 * its own. Whoever compiled it closes it; native memory is freed then.
 */
public interface Plan extends AutoCloseable {

    /**
     * Computes the outputs. A batch of any size may be given where the program leaves the first axis open.
     *
     * @param inputs one tensor for each input of the program, in order
     * @return one tensor for each output, in order
     * @throws IllegalArgumentException if an input has another shape than the program takes
     * @throws IllegalStateException if the plan is closed
     */
    List<Tensor> run(List<Tensor> inputs);

    /**
     * Computes the outputs into memory of the caller, on the heap or outside of it.
     *
     * @param inputs one tensor for each input of the program, in order
     * @param results one buffer for each output, in order; each takes the elements in row-major order from its position
     *     on, and its position moves behind them
     * @throws IllegalArgumentException if an input has another shape than the program takes
     * @throws java.nio.BufferOverflowException if a buffer has no room for the output
     * @throws IllegalStateException if the plan is closed
     */
    default void run(List<Tensor> inputs, List<FloatBuffer> results) {
        List<Tensor> computed = run(inputs);
        for (int i = 0; i < computed.size(); i++) {
            results.get(i).put(computed.get(i).values());
        }
    }

    /** Frees what the plan holds; waits for runs that are under way. Closing twice does nothing. */
    @Override
    void close();
}
