package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * A layer with its arguments, read and checked. Immutable; holds no weights. A layer with one input and one output
 * implements {@link UnaryLayer}.
 */
public interface Layer {

    /**
     * The shapes of the results of a call.
     *
     * @param inputs the shapes of the inputs; sizes may be {@link Shape#ANY}, the first is the batch
     * @param problems takes what is wrong with the inputs
     * @return one shape for each result; {@link Shape#UNKNOWN} where a problem was found
     */
    List<Shape> outputs(List<Shape> inputs, Problems problems);

    /**
     * The arrays that the layer stores, in the order of every file format.
     *
     * @param inputs the shapes of the inputs, which {@link #outputs} has accepted
     * @return the arrays; empty for a layer without weights
     */
    List<WeightSpec> weights(List<Shape> inputs);

    /**
     * Appends the operations of one call at inference.
     *
     * @param call where to append, the inputs and the weights
     * @return one value for each result
     */
    List<Value> lower(Lowering call);
}
