package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Puts arrays one behind the other along an axis.
 *
 * @param axis the axis, from 0
 */
public record Concatenate(int axis) implements Primitive {

    @Override
    public Shape output(List<Shape> inputs) {
        Shape result = Shapes.along(axis, inputs).get(0);
        for (Shape next : inputs.subList(1, inputs.size())) {
            Shapes.require(
                    next.rank() == result.rank() && next.with(axis, 0).agreesWith(result.with(axis, 0)),
                    "%s and %s differ in more than axis %s",
                    result,
                    next,
                    axis);
            boolean known = result.size(axis) != Shape.ANY && next.size(axis) != Shape.ANY;
            result = result.with(axis, known ? result.size(axis) + next.size(axis) : Shape.ANY);
        }
        return result;
    }

    @Override
    public void gradient(Backward back) {
        int begin = 0;
        for (int i = 0; i < back.inputs().size(); i++) {
            int end = begin + back.input(i).shape().size(axis);
            if (back.needs(i)) {
                back.give(i, back.ops().slice(back.gradient(), axis, begin, end));
            }
            begin = end;
        }
    }
}
