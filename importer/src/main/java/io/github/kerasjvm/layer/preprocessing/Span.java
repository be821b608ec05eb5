package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Collections;

/** A part of one axis of images that begins at a drawn place. */
final class Span {

    private Span() {}

    /**
     * Draws where it begins.
     *
     * @param ops where to append
     * @param x the images
     * @param training gives the numbers
     * @param layout where the channels stand
     * @param spatial the axis: 0 for rows, 1 for columns
     * @param share the length in parts of the axis, {@code [images, 1, 1, 1]}
     * @return 1 for the positions that lie inside, else 0
     */
    static Value of(Ops ops, Value x, Training training, Layout layout, int spatial, Value share) {
        int axis = layout.firstSpatialAxis() + spatial;
        int size = x.shape().size(axis);
        Value length = ops.multiply(share, ops.constant(size));
        Value drawn = training.uniform(Shape.of(x.shape().size(0), 1, 1, 1));
        Value start = ops.multiply(drawn, ops.subtract(ops.constant(size), length));
        float[] positions = new float[size];
        for (int i = 0; i < size; i++) {
            positions[i] = i;
        }
        Shape along = layout.shape(1, Collections.nCopies(2, 1), 1).with(axis, size);
        Value at = ops.constant(Tensor.owning(along, positions));
        return ops.multiply(ops.greaterOrEqual(at, start), ops.greater(ops.add(start, length), at));
    }
}
