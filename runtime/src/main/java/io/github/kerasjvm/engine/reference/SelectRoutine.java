package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.Select;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** {@link Select}: one of two arrays, element by element, broadcast. */
final class SelectRoutine implements Routine {

    private final Walk walk;

    SelectRoutine(Select op, List<Shape> inputs, Shape output) {
        walk = Walk.over(
                output,
                Walk.broadcast(inputs.get(0), output),
                Walk.broadcast(inputs.get(1), output),
                Walk.broadcast(inputs.get(2), output),
                Walk.strides(output));
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        walk.each(new int[4], (at, step, count) -> {
            for (int i = 0; i < count; i++) {
                int chosen = inputs[0].get(at[0] + i * step[0]) != 0 ? 1 : 2;
                output.set(at[3] + i, inputs[chosen].get(at[chosen] + i * step[chosen]));
            }
        });
    }
}
