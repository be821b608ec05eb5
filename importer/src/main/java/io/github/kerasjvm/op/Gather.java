package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Rows of a table by their numbers: inputs {@code table [rows, …]} and {@code indices} of any shape, whole numbers from 0
 * to {@code rows - 1} held as floats; result {@code [indices…, …]}. A part behind the point is cut off, as Keras's cast to
 * an integer does. An index outside the table ends the run with an error.
 */
public record Gather() implements Primitive {

    @Override
    public Shape output(List<Shape> inputs) {
        Shape table = inputs.get(0);
        Shapes.require(table.rank() >= 1, "rows of a single number");
        return table.from(1).after(inputs.get(1).toArray());
    }

    @Override
    public void gradient(Backward back) {
        if (back.needs(0)) {
            int rows = back.input(0).shape().size(0);
            back.give(0, back.ops().apply(new GatherGradient(rows), back.input(1), back.gradient()));
        }
    }
}
