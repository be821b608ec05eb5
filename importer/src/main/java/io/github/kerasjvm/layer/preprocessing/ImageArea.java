package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * The part of an image that is taken, or what is put around it, before it is resized, so that it keeps its proportions
 * (Keras {@code image_utils.smart_resize} and {@code ops.image.resize}).
 *
 * @param size the height and the width that are wanted
 * @param layout where the channels stand
 */
record ImageArea(List<Integer> size, Layout layout) {

    /** TensorFlow divides in float32, which is exact enough below. */
    private static final long LARGEST = 1 << 24;

    /** Whether an area can be computed exactly. */
    boolean fits(Shape in, Problems problems) {
        if (!problems.require(in.rank() == 4, "needs an input of rank 4, got %s", in)) {
            return false;
        }
        List<Integer> from = layout.spatial(in);
        boolean exact = (long) from.get(0) * size.get(1) <= LARGEST && (long) from.get(1) * size.get(0) <= LARGEST;
        return problems.require(exact, "resizes images of %s to %s, more than can be done exactly", from, size);
    }

    /** The largest part in the middle that has the proportions of the size. */
    Value crop(Ops ops, Value x) {
        List<Integer> from = layout.spatial(x.shape());
        Value y = x;
        for (int i = 0; i < 2; i++) {
            y = cut(ops, y, i, Math.max(Math.min(from.get(i), wanted(from, i)), 1));
        }
        return y;
    }

    /** The part in the middle that has the size itself. */
    Value centre(Ops ops, Value x) {
        return cut(ops, cut(ops, x, 0, size.get(0)), 1, size.get(1));
    }

    private Value cut(Ops ops, Value x, int i, int length) {
        int axis = layout.firstSpatialAxis() + i;
        int start = (x.shape().size(axis) - length) / 2;
        return length == x.shape().size(axis) ? x : ops.slice(x, axis, start, start + length);
    }

    /** The whole image with borders that bring it to the proportions of the size; an odd position is dropped. */
    Value pad(Ops ops, Value x, double fill) {
        List<Integer> from = layout.spatial(x.shape());
        List<Integer> borders = List.of(border(from, 0), border(from, 1));
        List<Integer> sides = layout.shape(0, borders, 0).toList();
        return borders.equals(List.of(0, 0)) ? x : ops.apply(new Pad(sides, sides, (float) fill), x);
    }

    private int border(List<Integer> from, int i) {
        return (Math.max(from.get(i), wanted(from, i)) - from.get(i)) / 2;
    }

    /** The length of one axis that goes with the length of the other, rounded down. */
    private int wanted(List<Integer> from, int i) {
        return Math.toIntExact((long) from.get(1 - i) * size.get(i) / size.get(1 - i));
    }
}
