package io.github.kerasjvm.read;

import java.util.List;
import java.util.function.Consumer;

/**
 * Numbers of NumPy.
 *
 * @param type what the bytes mean
 * @param shape how many there are along each axis; none for one number
 * @param isFortran whether the first axis is the fastest
 * @param bytes the numbers, one behind the other
 */
record NumpyArray(NumpyType type, List<Integer> shape, boolean isFortran, byte[] bytes) {

    /** As many axes as NumPy 1 has at most. */
    private static final int MOST_AXES = 32;

    /** Whether there are as many bytes as the shape says. */
    boolean isWhole() {
        if (shape.size() > MOST_AXES) {
            return false;
        }
        long count = 1;
        for (int size : shape) {
            count *= size;
            // Stops before it overflows: a shape that ends at 0 begins with small sizes too.
            if (size < 0 || count > Integer.MAX_VALUE) {
                return false;
            }
        }
        return count * type.size() == bytes.length;
    }

    /**
     * Gives the array as JSON, piece by piece: lists of lists, as {@code ndarray.tolist()} has them.
     *
     * @param out takes the pieces, and throws when they are too many
     */
    void write(Consumer<String> out) {
        write(out, 0, 0, 1);
    }

    /**
     * Gives the part behind some axes.
     *
     * @param before the place of the part along the axes before it
     * @param stride in Fortran's order, the distance between two neighbours of this axis
     */
    private void write(Consumer<String> out, int axis, int before, int stride) {
        if (axis == shape.size()) {
            out.accept(type.json(bytes, before));
            return;
        }
        out.accept("[");
        int size = shape.get(axis);
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                out.accept(",");
            }
            write(out, axis + 1, isFortran ? before + i * stride : before * size + i, stride * size);
        }
        out.accept("]");
    }
}
