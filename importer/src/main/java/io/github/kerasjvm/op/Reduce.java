package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Brings the elements along some axes down to one number.
 *
 * @param function how
 * @param axes the axes, from 0, ascending
 * @param keepDims whether these axes stay with size 1
 */
public record Reduce(ReduceFunction function, List<Integer> axes, boolean keepDims) implements Primitive {

    /** Keeps its own copy, sorted, each axis once. */
    public Reduce {
        axes = axes.stream().distinct().sorted().toList();
    }

    @Override
    public String name() {
        return "Reduce." + function;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        Shape kept = kept(inputs.get(0));
        if (keepDims) {
            return kept;
        }
        for (int i = axes.size() - 1; i >= 0; i--) {
            kept = kept.without(axes.get(i));
        }
        return kept;
    }

    private Shape kept(Shape input) {
        for (int axis : axes) {
            Shapes.along(axis, List.of(input));
            input = input.with(axis, 1);
        }
        return input;
    }

    @Override
    public void gradient(Backward back) {
        Ops ops = back.ops();
        Shape input = back.input(0).shape();
        Value dy = ops.reshape(back.gradient(), kept(input));
        switch (function) {
            case SUM -> back.give(0, ops.broadcast(dy, input));
            case MEAN -> back.give(0, ops.broadcast(ops.divide(dy, ops.constant(count(input))), input));
            case MAXIMUM, MINIMUM -> {
                // Equal winners share the gradient, as TensorFlow's reduce_max does.
                Value won = ops.equal(back.input(0), ops.reshape(back.output(), kept(input)));
                Value winners = ops.reduce(ReduceFunction.SUM, won, axes, true);
                back.give(0, ops.multiply(won, ops.divide(dy, winners)));
            }
        }
    }

    private double count(Shape input) {
        double count = 1;
        for (int axis : axes) {
            Shapes.require(input.size(axis) != Shape.ANY, "the gradient of a mean over the unknown axis %s", axis);
            count *= input.size(axis);
        }
        return count;
    }
}
