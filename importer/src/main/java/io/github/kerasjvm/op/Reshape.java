package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * The same elements in the same order under another shape.
 *
 * @param shape the shape to give; one size may be {@link Shape#ANY} and follows from the others
 */
public record Reshape(Shape shape) implements Primitive {

    /** Checks that at most one size is open. */
    public Reshape {
        Shapes.require(
                shape.toList().stream().filter(size -> size == Shape.ANY).count() <= 1,
                "a reshape to %s leaves more than one size open",
                shape);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        Shape input = inputs.get(0);
        int open = shape.toList().indexOf(Shape.ANY);
        if (!input.isKnown()) {
            Shapes.require(open >= 0, "%s cannot become %s", input, shape);
            return shape;
        }
        if (open < 0) {
            Shapes.require(shape.elements() == input.elements(), "%s cannot become %s", input, shape);
            return shape;
        }
        long others = shape.with(open, 1).elements();
        Shapes.require(
                others == 0 ? input.elements() == 0 : input.elements() % others == 0,
                "%s cannot become %s",
                input,
                shape);
        return shape.with(open, others == 0 ? 0 : Math.toIntExact(input.elements() / others));
    }

    @Override
    public void gradient(Backward back) {
        back.give(0, back.ops().reshape(back.gradient(), back.input(0).shape()));
    }
}
