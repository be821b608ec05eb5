package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** {@link Pad}: the constant everywhere, then the input into its place. */
final class PadRoutine implements Routine {

    private final double value;
    private final int elements;
    private final int first;
    private final Walk walk;

    PadRoutine(Pad op, List<Shape> inputs, Shape output) {
        int[] strides = Walk.strides(output);
        int begin = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            begin += op.before().get(axis) * strides[axis];
        }
        value = op.value();
        elements = (int) output.elements();
        first = begin;
        walk = Walk.over(inputs.get(0), Walk.strides(inputs.get(0)), strides);
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        output.fill(0, elements, value);
        walk.each(new int[] {0, first}, (at, step, count) -> output.scatter(inputs[0], at[0], at[1], step[1], count));
    }
}
