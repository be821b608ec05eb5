package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * The gradient of {@link Gather} for its table: inputs {@code indices} and {@code dy [indices…, …]}; result
 * {@code [rows, …]}, each row the sum of what stands at its number, zero where it is not mentioned.
 *
 * @param rows the rows of the table
 */
public record GatherGradient(int rows) implements Primitive {

    @Override
    public Shape output(List<Shape> inputs) {
        Shape indices = inputs.get(0);
        Shape dy = inputs.get(1);
        Shapes.require(
                dy.rank() >= indices.rank()
                        && dy.from(indices.rank()).after(indices.toArray()).agreesWith(dy),
                "the gradient %s of rows at %s",
                dy,
                indices);
        return dy.from(indices.rank()).after(rows);
    }

    @Override
    public void gradient(Backward back) {
        if (back.needs(1)) {
            back.give(1, back.ops().apply(new Gather(), back.gradient(), back.input(0)));
        }
    }
}
