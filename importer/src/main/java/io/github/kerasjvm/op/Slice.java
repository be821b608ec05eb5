package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * A part of an array along one axis.
 *
 * @param axis the axis, from 0
 * @param begin the first position to keep
 * @param end the position after the last to keep
 */
public record Slice(int axis, int begin, int end) implements Primitive {

    @Override
    public Shape output(List<Shape> inputs) {
        Shape input = Shapes.along(axis, inputs).get(0);
        int size = input.size(axis);
        Shapes.require(
                0 <= begin && begin <= end && (size == Shape.ANY || end <= size),
                "positions %s to %s of axis %s of %s",
                begin,
                end,
                axis,
                input);
        return input.with(axis, end - begin);
    }

    @Override
    public void gradient(Backward back) {
        int size = back.input(0).shape().size(axis);
        back.give(0, back.ops().pad(back.gradient(), axis, begin, size - end));
    }
}
