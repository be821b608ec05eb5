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
        Shape result = Shapes.broadcast(inputs.get(0), shape);
        Shapes.require(result.agreesWith(shape), "%s cannot be broadcast to %s", inputs.get(0), shape);
        return result;
    }

    @Override
    public void gradient(Backward back) {
        back.give(0, back.ops().sumTo(back.gradient(), back.input(0).shape()));
    }
}
