package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.Broadcast;
import io.github.kerasjvm.op.Reshape;
import io.github.kerasjvm.op.Slice;
import io.github.kerasjvm.op.Transpose;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** The operations that only put elements elsewhere: {@link Broadcast}, {@link Reshape}, {@link Slice}, {@link Transpose}. */
final class CopyRoutine implements Routine {

    private final Walk walk;
    private final int first;

    private CopyRoutine(Shape output, int first, int[] strides) {
        this.walk = Walk.over(output, strides, Walk.strides(output));
        this.first = first;
    }

    static Routine broadcast(Broadcast op, List<Shape> inputs, Shape output) {
        return new CopyRoutine(output, 0, Walk.broadcast(inputs.get(0), output));
    }

    static Routine reshape(Reshape op, List<Shape> inputs, Shape output) {
        return new CopyRoutine(output, 0, Walk.strides(output));
    }

    static Routine slice(Slice op, List<Shape> inputs, Shape output) {
        int[] strides = Walk.strides(inputs.get(0));
        int first = op.begin() * strides[op.axis()];
        strides[op.axis()] *= op.step();
        return new CopyRoutine(output, first, strides);
    }

    static Routine transpose(Transpose op, List<Shape> inputs, Shape output) {
        int[] strides = Walk.strides(inputs.get(0));
        return new CopyRoutine(
                output, 0, op.axes().stream().mapToInt(axis -> strides[axis]).toArray());
    }

    @Override
    public void run(Buffer[] inputs, Buffer output, Scratch scratch) {
        walk.each(new int[] {first, 0}, (at, step, count) -> output.gather(inputs[0], at[0], step[0], at[1], count));
    }
}
