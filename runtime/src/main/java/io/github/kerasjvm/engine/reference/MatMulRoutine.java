package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.MatMul;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** {@link MatMul}: one blocked product for each pair of matrices. */
final class MatMulRoutine implements Routine {

    private final MatMul op;
    private final int m;
    private final int k;
    private final int n;
    private final int elements;
    private final Walk pairs;

    MatMulRoutine(MatMul op, List<Shape> inputs, Shape output) {
        Shape a = inputs.get(0);
        Shape b = inputs.get(1);
        this.op = op;
        elements = (int) output.elements();
        k = b.size(op.transposeSecond() ? -1 : -2);
        n = output.last();
        // A stack of matrices times one matrix is one tall matrix times that matrix.
        boolean tall = b.rank() == 2 && !op.transposeFirst() && n > 0;
        m = tall ? elements / n : output.size(-2);
        Shape leading = tall ? Shape.SCALAR : leading(output);
        pairs = Walk.over(
                leading,
                tall ? new int[0] : matrices(a, leading),
                tall ? new int[0] : matrices(b, leading),
                tall ? new int[0] : matrices(output, leading));
    }

    private static Shape leading(Shape shape) {
        return shape.without(-1).without(-1);
    }

    /** The strides from one matrix to the next. */
    private static int[] matrices(Shape shape, Shape leading) {
        int[] strides = Walk.broadcast(leading(shape), leading);
        for (int i = 0; i < strides.length; i++) {
            strides[i] *= shape.size(-1) * shape.size(-2);
        }
        return strides;
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        output.fill(0, elements, 0);
        pairs.each(new int[3], (at, step, count) -> {
            for (int i = 0; i < count; i++) {
                Product.add(
                        m,
                        k,
                        n,
                        matrix(inputs[0], at[0] + i * step[0], m, k, op.transposeFirst()),
                        matrix(inputs[1], at[1] + i * step[1], k, n, op.transposeSecond()),
                        matrix(output, at[2] + i * step[2], m, n, false),
                        scratch.panel());
            }
        });
    }

    private static Matrix matrix(Buffer data, int offset, int rows, int columns, boolean transposed) {
        return transposed ? new Matrix(data, offset, 1, rows) : new Matrix(data, offset, columns, 1);
    }
}
