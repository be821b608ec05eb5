package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.GatherGradient;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** {@link GatherGradient}: adds rows up where their indices say. */
final class GatherGradientRoutine implements Routine {

    private final int rows;
    private final int width;
    private final int indices;

    GatherGradientRoutine(GatherGradient op, List<Shape> inputs, Shape output) {
        rows = op.rows();
        width = (int) output.elementsFrom(1);
        indices = (int) inputs.get(0).elements();
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        output.fill(0, rows * width, 0);
        for (int i = 0; i < indices; i++) {
            int row = GatherRoutine.row(inputs[0].get(i), rows);
            output.scatterAdd(inputs[1], i * width, row * width, 1, width);
        }
    }
}
