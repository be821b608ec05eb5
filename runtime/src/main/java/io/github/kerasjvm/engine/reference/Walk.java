package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Visits the elements of several arrays together, in row-major order of common sizes. Each array says by its strides
 * how far it moves along each axis; 0 repeats it. Axes that all arrays cross in one go are joined, so that the
 * innermost loop is long. Immutable.
 */
final class Walk {

    /** What to do with one innermost row. */
    @FunctionalInterface
    interface Body {
        /**
         * Treats {@code count} elements.
         *
         * @param at the first place in each array
         * @param step the distance between neighbours in each array
         * @param count how many
         */
        void row(int[] at, int[] step, int count);
    }

    private final int[] sizes;
    private final int[][] strides;
    private final boolean empty;

    private Walk(int[] sizes, int[][] strides, boolean empty) {
        this.sizes = sizes;
        this.strides = strides;
        this.empty = empty;
    }

    /**
     * Makes a walk.
     *
     * @param shape the common sizes
     * @param strides the strides of each array, one for each axis
     */
    static Walk over(Shape shape, int[]... strides) {
        List<Integer> sizes = new ArrayList<>();
        List<Integer> axes = new ArrayList<>();
        boolean empty = false;
        // From the innermost axis outwards; an axis joins the one within if every array runs on without a gap.
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            int size = shape.size(axis);
            empty |= size == 0;
            if (size == 1) {
                continue;
            }
            int last = axes.size() - 1;
            if (last >= 0 && joins(axis, axes.get(last), sizes.get(last), strides)) {
                sizes.set(last, sizes.get(last) * size);
            } else {
                sizes.add(size);
                axes.add(axis);
            }
        }
        Collections.reverse(sizes);
        Collections.reverse(axes);
        int[][] joined = new int[strides.length][];
        for (int i = 0; i < joined.length; i++) {
            int[] own = strides[i];
            joined[i] = axes.stream().mapToInt(axis -> own[axis]).toArray();
        }
        return new Walk(sizes.stream().mapToInt(Integer::intValue).toArray(), joined, empty);
    }

    private static boolean joins(int outer, int inner, int size, int[][] strides) {
        for (int[] own : strides) {
            if (own[outer] != own[inner] * size) {
                return false;
            }
        }
        return true;
    }

    /** The strides of an array of its own, without gaps. */
    static int[] strides(Shape shape) {
        int[] strides = new int[shape.rank()];
        int step = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step *= shape.size(axis);
        }
        return strides;
    }

    /** The strides of an array that is broadcast to another shape. */
    static int[] broadcast(Shape from, Shape to) {
        int[] own = strides(from);
        int[] strides = new int[to.rank()];
        int added = to.rank() - from.rank();
        for (int axis = added; axis < strides.length; axis++) {
            strides[axis] = from.size(axis - added) == 1 ? 0 : own[axis - added];
        }
        return strides;
    }

    /**
     * Visits everything.
     *
     * @param start the place of the first element in each array
     * @param body what to do with each innermost row
     */
    void each(int[] start, Body body) {
        if (empty) {
            return;
        }
        int outer = sizes.length - 1;
        int[] at = start.clone();
        int[] step = new int[strides.length];
        if (outer < 0) {
            body.row(at, step, 1);
            return;
        }
        for (int i = 0; i < step.length; i++) {
            step[i] = strides[i][outer];
        }
        int[] index = new int[outer];
        do {
            body.row(at, step, sizes[outer]);
        } while (advance(index, at));
    }

    /** Moves to the next innermost row; gives false after the last. */
    private boolean advance(int[] index, int[] at) {
        for (int axis = index.length - 1; axis >= 0; axis--) {
            boolean more = ++index[axis] < sizes[axis];
            int move = more ? 1 : 1 - sizes[axis];
            for (int i = 0; i < at.length; i++) {
                at[i] += move * strides[i][axis];
            }
            if (more) {
                return true;
            }
            index[axis] = 0;
        }
        return false;
    }
}
