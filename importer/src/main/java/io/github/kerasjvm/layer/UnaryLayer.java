package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** A layer with one input and one output. */
public interface UnaryLayer extends Layer {

    /**
     * The shape of the result.
     *
     * @param in the shape of the input
     * @param problems takes what is wrong with the input
     * @return the shape, or {@link Shape#UNKNOWN} where a problem was found
     */
    Shape output(Shape in, Problems problems);

    /**
     * The arrays that the layer stores.
     *
     * @param in the shape of the input
     * @return the arrays; empty for a layer without weights
     */
    default List<WeightSpec> weights(Shape in) {
        return List.of();
    }

    /**
     * Appends the operations of the layer at inference.
     *
     * @param ops where to append
     * @param x the input
     * @param w the weights
     * @return the result
     */
    Value lower(Ops ops, Value x, Weights w);

    @Override
    default List<Shape> outputs(List<Shape> inputs, Problems problems) {
        boolean one = problems.require(inputs.size() == 1, "is called on %s inputs; takes one", inputs.size());
        return List.of(one ? output(inputs.get(0), problems) : Shape.UNKNOWN);
    }

    @Override
    default List<WeightSpec> weights(List<Shape> inputs) {
        return weights(inputs.get(0));
    }

    @Override
    default List<Value> lower(Lowering call) {
        return List.of(lower(call.ops(), call.input(0), call.weights()));
    }
}
