package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.Gather;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** {@link Gather}: rows of a table. */
final class GatherRoutine implements Routine {

    private final int rows;
    private final int width;
    private final int indices;

    GatherRoutine(Gather op, List<Shape> inputs, Shape output) {
        Shape table = inputs.get(0);
        rows = table.size(0);
        width = (int) table.elementsFrom(1);
        indices = (int) inputs.get(1).elements();
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        for (int i = 0; i < indices; i++) {
            output.gather(inputs[0], row(inputs[1].get(i), rows) * width, 1, i * width, width);
        }
    }

    /** The row of an index. */
    static int row(double index, int rows) {
        int row = (int) index;
        if (!(index > -1 && row < rows)) {
            throw new IllegalArgumentException(
                    "index " + index + " for a table of " + rows + " rows; expected 0 to " + (rows - 1));
        }
        return row;
    }
}
