package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Repeats an array along axes of size 1 and new leading axes.
 *
 * @param shape the shape to give; {@link Shape#ANY} keeps the input's size
 */
public record Broadcast(Shape shape) implements Primitive {

    @Override
    public Shape output(List<Shape> inputs) {
        Shape input = inputs.get(0);
        Shape target = shape;
        for (int i = 1; i <= Math.min(input.rank(), shape.rank()); i++) {
            if (shape.size(-i) == Shape.ANY) {
                target = target.with(-i, input.size(-i));
            }
        }
        Shapes.require(
                input.rank() <= shape.rank() && Shapes.broadcast(input, target).equals(target),
                "%s cannot be broadcast to %s",
                input,
                shape);
        return target;
    }

    @Override
    public void gradient(Backward back) {
        back.give(0, back.ops().sumTo(back.gradient(), back.input(0).shape()));
    }
}
