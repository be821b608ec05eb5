package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.tensor.Shape;
import java.util.Arrays;

/** Sizes and strides as oneDNN takes them. */
final class Sizes {

    private Sizes() {}

    static long[] of(Shape shape) {
        return Arrays.stream(shape.toArray()).asLongStream().toArray();
    }

    /** The strides of an array in row-major order without gaps. */
    static long[] strides(long... sizes) {
        long[] strides = new long[sizes.length];
        long step = 1;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step *= sizes[axis];
        }
        return strides;
    }

    /** The sizes of an array seen with more axes, the new ones in front. */
    static int[] padded(Shape shape, int rank) {
        int[] sizes = new int[rank];
        Arrays.fill(sizes, 1);
        int added = rank - shape.rank();
        for (int axis = added; axis < rank; axis++) {
            sizes[axis] = shape.size(axis - added);
        }
        return sizes;
    }

    /** Whether an array is broadcast along every axis of another but one, whose size it has. */
    static boolean isVectorAlong(Shape vector, Shape of, int axis) {
        if (vector.rank() > of.rank()) {
            return false;
        }
        int[] sizes = padded(vector, of.rank());
        int own = sizes[axis];
        sizes[axis] = 1;
        return own == of.size(axis) && Arrays.stream(sizes).allMatch(size -> size == 1);
    }
}
