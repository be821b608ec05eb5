package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.Softmax;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** {@link Softmax} in one go, which spares four arrays and their rounding. */
final class SoftmaxRoutine implements Routine {

    private final int size;
    private final int outer;
    private final int inner;

    SoftmaxRoutine(Softmax op, List<Shape> inputs, Shape output) {
        size = output.size(op.axis());
        inner = (int) output.elementsFrom(op.axis() + 1);
        outer = size == 0 || inner == 0 ? 0 : (int) (output.elements() / size / inner);
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        double[] powers = scratch.sums(size).values();
        for (int i = 0; i < outer * inner; i++) {
            int first = i / inner * size * inner + i % inner;
            row(inputs[0], output, first, powers);
        }
    }

    private void row(Buffer x, Buffer y, int first, double[] powers) {
        double top = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            top = Math.max(top, x.get(first + i * inner));
        }
        double sum = 0;
        for (int i = 0; i < size; i++) {
            powers[i] = Math.exp(x.get(first + i * inner) - top);
            sum += powers[i];
        }
        for (int i = 0; i < size; i++) {
            y.set(first + i * inner, powers[i] / sum);
        }
    }
}
