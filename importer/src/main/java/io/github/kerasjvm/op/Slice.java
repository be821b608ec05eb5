package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Positions of an array along one axis: {@code begin}, {@code begin + step}, … as long as they lie before {@code end};
 * with a negative step, behind it.
 *
 * @param axis the axis, from 0
 * @param begin the first position to keep
 * @param end the position after the last to keep, or with a negative step the one before it, down to -1
 * @param step how far apart the positions are, not 0
 */
public record Slice(int axis, int begin, int end, int step) implements Primitive {

    /**
     * A part without gaps.
     *
     * @param axis the axis, from 0
     * @param begin the first position to keep
     * @param end the position after the last to keep
     */
    public Slice(int axis, int begin, int end) {
        this(axis, begin, end, 1);
    }

    /**
     * How many positions are kept.
     *
     * @return 0 or more
     */
    public int count() {
        int span = step > 0 ? end - begin : begin - end;
        return Math.max((span + Math.abs(step) - 1) / Math.abs(step), 0);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        Shape input = Shapes.along(axis, inputs).get(0);
        int size = input.size(axis);
        int low = step > 0 ? begin : end + 1;
        int high = step > 0 ? end : begin + 1;
        Shapes.require(
                step != 0 && 0 <= low && low <= high && (size == Shape.ANY || high <= size),
                "positions %s to %s by %s of axis %s of %s",
                begin,
                end,
                step,
                axis,
                input);
        return input.with(axis, count());
    }

    @Override
    public void gradient(Backward back) {
        Ops ops = back.ops();
        int size = back.input(0).shape().size(axis);
        Value dy = step > 0 ? back.gradient() : ops.flip(back.gradient(), axis);
        int low = step > 0 ? begin : begin + (count() - 1) * step;
        Value apart = spread(ops, dy, Math.abs(step));
        int covered = apart.shape().size(axis);
        // What stands behind the last kept position belongs to nothing, and may reach over the end.
        Value fitting = ops.slice(apart, axis, 0, Math.min(covered, size - low));
        back.give(0, ops.pad(fitting, axis, low, size - low - fitting.shape().size(axis)));
    }

    /** Puts zeros behind each position, so that the distance of the positions becomes {@code gap}. */
    private Value spread(Ops ops, Value x, int gap) {
        if (gap == 1) {
            return x;
        }
        Shape shape = x.shape();
        List<Integer> single = new ArrayList<>(shape.toList());
        single.add(axis + 1, 1);
        Value padded = ops.pad(ops.reshape(x, Shape.of(single)), axis + 1, 0, gap - 1);
        return ops.reshape(padded, shape.with(axis, shape.size(axis) * gap));
    }
}
