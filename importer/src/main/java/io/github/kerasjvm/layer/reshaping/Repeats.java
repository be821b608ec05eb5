package io.github.kerasjvm.layer.reshaping;

import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Repeats the positions of the spatial axes. */
final class Repeats {

    private Repeats() {}

    static Shape output(Shape in, Layout layout, List<Integer> size, Problems problems) {
        if (!problems.require(in.rank() == size.size() + 2, "needs an input of rank %s, got %s", size.size() + 2, in)) {
            return Shape.UNKNOWN;
        }
        Shape out = in;
        for (int i = 0; i < size.size(); i++) {
            int axis = layout.firstSpatialAxis() + i;
            out = out.with(axis, in.size(axis) == Shape.ANY ? Shape.ANY : in.size(axis) * size.get(i));
        }
        return out;
    }

    /** Each spatial axis gets an axis of 1 behind it, which is repeated and then merged into it. */
    static Value lower(Ops ops, Value x, Layout layout, List<Integer> size) {
        List<Integer> split = new ArrayList<>();
        List<Integer> repeated = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            int known = axis == 0 ? Shape.ANY : x.shape().size(axis);
            split.add(known);
            repeated.add(known);
            int spatial = axis - layout.firstSpatialAxis();
            if (spatial >= 0 && spatial < size.size()) {
                split.add(1);
                repeated.add(size.get(spatial));
            }
        }
        Value apart = ops.broadcast(ops.reshape(x, Shape.of(split)), Shape.of(repeated));
        return ops.reshape(
                apart, output(x.shape(), layout, size, Problems.none()).with(0, Shape.ANY));
    }
}
