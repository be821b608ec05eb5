package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * {@code e^x / Σ e^x} along an axis, computed from {@code x - max(x)} so that nothing overflows.
 *
 * @param axis the axis, from 0
 */
public record Softmax(int axis) implements Composite {

    @Override
    public List<Shape> outputs(List<Shape> inputs) {
        return Shapes.along(axis, inputs);
    }

    @Override
    public List<Value> decompose(Ops ops, List<Value> inputs) {
        Value x = inputs.get(0);
        Value top = ops.reduce(ReduceFunction.MAXIMUM, x, List.of(axis), true);
        Value powers = ops.exponential(ops.subtract(x, top));
        return List.of(ops.divide(powers, ops.reduce(ReduceFunction.SUM, powers, List.of(axis), true)));
    }

    @Override
    public boolean hasGradient() {
        return true;
    }

    @Override
    public void gradient(Backward back) {
        Ops ops = back.ops();
        Value y = back.output();
        Value dy = back.gradient();
        Value mean = ops.reduce(ReduceFunction.SUM, ops.multiply(dy, y), List.of(axis), true);
        back.give(0, ops.multiply(ops.subtract(dy, mean), y));
    }
}
