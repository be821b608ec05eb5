package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * The logarithm of {@link Softmax}, {@code x - log Σ e^x}, without overflow.
 *
 * @param axis the axis, from 0
 */
public record LogSoftmax(int axis) implements Composite {

    @Override
    public List<Shape> outputs(List<Shape> inputs) {
        return Shapes.along(axis, inputs);
    }

    @Override
    public List<Value> decompose(Ops ops, List<Value> inputs) {
        Value x = inputs.get(0);
        Value shifted = ops.subtract(x, ops.reduce(ReduceFunction.MAXIMUM, x, List.of(axis), true));
        Value sum = ops.reduce(ReduceFunction.SUM, ops.exponential(shifted), List.of(axis), true);
        return List.of(ops.subtract(shifted, ops.logarithm(sum)));
    }

    @Override
    public boolean hasGradient() {
        return true;
    }

    @Override
    public void gradient(Backward back) {
        Ops ops = back.ops();
        Value dy = back.gradient();
        Value sum = ops.reduce(ReduceFunction.SUM, dy, List.of(axis), true);
        back.give(0, ops.subtract(dy, ops.multiply(ops.exponential(back.output()), sum)));
    }
}
