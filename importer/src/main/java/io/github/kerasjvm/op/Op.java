package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * One neutral operation with its attributes. The permitted records are the whole set; an engine runs every
 * {@link Primitive} and the {@link Scan}, and every {@link Composite} either by a kernel of its own or by its
 * decomposition.
 *
 * <p>Arrays are row-major. The first axis of an input may be of unknown size (the batch); all other sizes are known.
 */
public sealed interface Op permits Primitive, Composite, Scan {

    /**
     * The name for people and messages: {@code Convolution}.
     *
     * @return the simple name
     */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * The shapes of the results.
     *
     * @param inputs the shapes of the inputs
     * @return one shape for each result
     * @throws IllegalArgumentException if the operation cannot take these inputs
     */
    List<Shape> outputs(List<Shape> inputs);

    /**
     * Appends the operations that carry the gradient of the results back to the inputs. An input for which nothing is
     * given has the gradient zero.
     *
     * @param backward the operation's inputs, results and their gradients; takes what is computed
     */
    void gradient(Backward backward);
}
