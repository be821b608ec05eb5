package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Takes the second input where the first is not 0, and the third elsewhere, with NumPy's broadcasting.
 */
public record Select() implements Primitive {

    @Override
    public Shape output(List<Shape> inputs) {
        return Shapes.broadcast(inputs.get(0), Shapes.broadcast(inputs.get(1), inputs.get(2)));
    }

    @Override
    public void gradient(Backward back) {
        Ops ops = back.ops();
        Value zero = ops.constant(0);
        Value dy = back.gradient();
        if (back.needs(1)) {
            back.give(
                    1,
                    ops.sumTo(ops.select(back.input(0), dy, zero), back.input(1).shape()));
        }
        if (back.needs(2)) {
            back.give(
                    2,
                    ops.sumTo(ops.select(back.input(0), zero, dy), back.input(2).shape()));
        }
    }
}
