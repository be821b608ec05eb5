package io.github.kerasjvm.layer.merging;

import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The mode {@code cos} of Keras 1's {@code Merge}: {@code a·b / max(√(a·a * b·b), 1e-7)} for each row of the batch.
 *
 * <p>Takes two inputs {@code [batch, n]}, gives {@code [batch, 1, 1]}: topology.py (1.2.2) says {@code [batch, 1]} and
 * computes this. Inputs with more axes it multiplies as {@code Dot} does, which gives no cosines, but is done here, too.
 *
 * @param axes the axis of each input; negative counts from the last
 */
record Cosine(List<Integer> axes) implements Layer {

    /** {@code K.epsilon()} of Keras 1. */
    private static final double EPSILON = 1e-7;

    private Dot dot() {
        return new Dot(axes, false);
    }

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        if (!problems.require(inputs.size() == 2, "is called on %s inputs; takes two", inputs.size())) {
            return List.of(Shape.UNKNOWN);
        }
        Shape products = products(inputs, 0, 1, problems);
        Shape first = products(inputs, 0, 0, problems);
        Shape second = products(inputs, 1, 1, problems);
        if (products.isUnknown() || first.isUnknown() || second.isUnknown()) {
            return List.of(Shape.UNKNOWN);
        }
        boolean fits = products.agreesWith(first) && products.agreesWith(second);
        return problems.require(fits, "takes the cosine of %s over the axes %s, whose lengths do not fit", inputs, axes)
                ? List.of(opened(products))
                : List.of(Shape.UNKNOWN);
    }

    private Shape products(List<Shape> inputs, int a, int b, Problems problems) {
        return dot().outputs(List.of(inputs.get(a), inputs.get(b)), problems).get(0);
    }

    /** With the axis of one element that {@code K.expand_dims} puts behind the batch. */
    private static Shape opened(Shape products) {
        List<Integer> sizes = new ArrayList<>(products.toList());
        sizes.add(1, 1);
        return Shape.of(sizes);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        return List.of();
    }

    @Override
    public List<Value> lower(Lowering call) {
        Ops ops = call.ops();
        Value a = call.inputs().get(0);
        Value b = call.inputs().get(1);
        Value squares = ops.multiply(dot().of(ops, a, a), dot().of(ops, b, b));
        Value lengths = ops.squareRoot(ops.maximum(squares, ops.constant(0))); // products of other rows can be negative
        Value cosine = ops.divide(dot().of(ops, a, b), ops.maximum(lengths, ops.constant(EPSILON)));
        return List.of(ops.reshape(cosine, opened(cosine.shape()).with(0, Shape.ANY)));
    }
}
