package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.Concatenate;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** {@link Concatenate}: each input into its place. */
final class ConcatenateRoutine implements Routine {

    private final Walk[] walks;
    private final int[] first;

    ConcatenateRoutine(Concatenate op, List<Shape> inputs, Shape output) {
        int[] strides = Walk.strides(output);
        walks = new Walk[inputs.size()];
        first = new int[walks.length];
        int begin = 0;
        for (int i = 0; i < walks.length; i++) {
            walks[i] = Walk.over(inputs.get(i), Walk.strides(inputs.get(i)), strides);
            first[i] = begin * strides[op.axis()];
            begin += inputs.get(i).size(op.axis());
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        for (int i = 0; i < walks.length; i++) {
            Buffer input = inputs[i];
            walks[i].each(
                    new int[] {0, first[i]}, (at, step, count) -> output.scatter(input, at[0], at[1], step[1], count));
        }
    }
}
