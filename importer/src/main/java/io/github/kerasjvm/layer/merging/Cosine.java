package io.github.kerasjvm.layer.merging;

import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * The mode {@code cos} of Keras 1's {@code Merge}: {@code a·b / max(√(a·a * b·b), 1e-7)} for each row of the batch.
 *
 * <p>Takes two inputs {@code [batch, n]}, gives {@code [batch, 1, 1]}: topology.py (1.2.2) says {@code [batch, 1]} and
 * computes this. With more axes its formula is that of no cosine; such inputs are refused.
 *
 * @param axes the axis of each input; negative counts from the last
 */
record Cosine(List<Integer> axes) implements Layer {

    /** {@code K.epsilon()} of Keras 1. */
    private static final double EPSILON = 1e-7;

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        boolean vectors = inputs.size() == 2
                && inputs.stream().allMatch(shape -> shape.rank() == 2)
                && axes.stream().allMatch(axis -> axis == 1 || axis == -1)
                && inputs.get(0).agreesWith(inputs.get(1));
        if (!problems.require(
                vectors, "takes the cosine of two inputs [batch, n] over the axes 1, not %s over %s", inputs, axes)) {
            return List.of(Shape.UNKNOWN);
        }
        return List.of(Shape.of(inputs.get(0).size(0), 1, 1));
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
        Value lengths = ops.squareRoot(ops.multiply(dot(ops, a, a), dot(ops, b, b)));
        Value cosine = ops.divide(dot(ops, a, b), ops.maximum(lengths, ops.constant(EPSILON)));
        return List.of(ops.reshape(cosine, Shape.of(Shape.ANY, 1, 1)));
    }

    private static Value dot(Ops ops, Value a, Value b) {
        return ops.reduce(ReduceFunction.SUM, ops.multiply(a, b), List.of(1), true);
    }
}
