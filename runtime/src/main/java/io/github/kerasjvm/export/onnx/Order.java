package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order in which the axes of a value stand in the ONNX file. The op graph speaks of <em>logical</em> axes; the
 * file may hold them permuted, because ONNX's convolutions and poolings want the channels first.
 *
 * @param axes for each position in the file the logical axis that stands there
 */
record Order(List<Integer> axes) {

    Order {
        axes = List.copyOf(axes);
    }

    /** The logical order. */
    static Order natural(int rank) {
        return new Order(IntStream.range(0, rank).boxed().toList());
    }

    /** {@code [batch, channels, spatial…]} for a value that stands in a layout. */
    static Order channelsFirst(Layout layout, int rank) {
        List<Integer> axes = new ArrayList<>(natural(rank).axes);
        axes.add(1, axes.remove(layout.channelAxis(rank)));
        return new Order(axes);
    }

    /** {@code [out, in, spatial…]} for a kernel {@code [spatial…, in, out]}. */
    static Order kernel(int rank) {
        List<Integer> axes = new ArrayList<>(natural(rank).axes);
        Collections.rotate(axes, 2);
        Collections.swap(axes, 0, 1);
        return new Order(axes);
    }

    /** The last two axes exchanged. */
    static Order swapped(int rank) {
        List<Integer> axes = new ArrayList<>(natural(rank).axes);
        Collections.swap(axes, rank - 2, rank - 1);
        return new Order(axes);
    }

    int rank() {
        return axes.size();
    }

    boolean isNatural() {
        return equals(natural(rank()));
    }

    /** Where a logical axis stands. */
    int position(int axis) {
        return axes.indexOf(axis);
    }

    /** Where logical axes stand. */
    List<Integer> positions(List<Integer> logical) {
        return logical.stream().map(this::position).toList();
    }

    /** Puts what belongs to the logical axes in this order. */
    <T> List<T> arrange(List<T> byAxis) {
        return axes.stream().map(byAxis::get).toList();
    }

    /** What ONNX's Transpose is told to bring a value from another order to this one. */
    List<Integer> permutationFrom(Order from) {
        return from.positions(axes);
    }

    /** This order after a logical reordering: axis {@code i} of the result was axis {@code permutation[i]}. */
    Order renamed(List<Integer> permutation) {
        return new Order(axes.stream().map(permutation::indexOf).toList());
    }

    /** This order when some logical axes are gone. */
    Order without(List<Integer> gone) {
        return new Order(axes.stream()
                .filter(axis -> !gone.contains(axis))
                .map(axis ->
                        axis - (int) gone.stream().filter(other -> other < axis).count())
                .toList());
    }

    /** Whether a value lies in memory alike in both orders, because only axes of size 1 move. */
    boolean liesAs(Order other, Shape shape) {
        return wide(shape).equals(other.wide(shape));
    }

    private List<Integer> wide(Shape shape) {
        return axes.stream().filter(axis -> shape.size(axis) != 1).toList();
    }

    /** A copy of an array with its axes in this order; an array of fewer axes gets leading ones of size 1. */
    Tensor arrange(Tensor tensor) {
        Shape full = extend(tensor.shape());
        Shape target = Shape.of(arrange(full.toList()));
        if (liesAs(natural(rank()), full)) {
            return tensor.reshaped(target);
        }
        int[] strides = new int[rank()];
        for (int axis = rank() - 1, stride = 1; axis >= 0; axis--) {
            strides[position(axis)] = stride;
            stride *= full.size(axis);
        }
        float[] moved = new float[tensor.elements()];
        if (moved.length > 0) {
            copy(tensor.toArray(), target, strides, moved);
        }
        return Tensor.owning(target, moved);
    }

    /** So many places of the target are written at in turns; their lines stay in the nearest cache until they are full. */
    private static final int TILE = 32;

    /**
     * Copies elements, where one step along axis {@code i} of the target is {@code strides[i]} steps in the source. Along
     * two axes at once: the target's last, and the one along which the source's elements lie side by side.
     */
    private static void copy(float[] from, Shape target, int[] strides, float[] to) {
        int last = target.rank() - 1;
        int side = last;
        for (int axis = 0; axis < last; axis++) {
            side = strides[axis] < strides[side] && target.size(axis) > 1 ? axis : side;
        }
        int columns = target.last();
        int rows = side == last ? 1 : target.size(side);
        int rowStep = Math.toIntExact(target.elementsFrom(side + 1));
        int[] at = new int[target.rank()];
        for (int row = 0; row < rows; row += TILE) {
            int count = Math.min(TILE, rows - row);
            for (int start = 0; start < to.length; start = next(start, at, target, side)) {
                int source = row * strides[side];
                for (int axis = 0; axis < last; axis++) {
                    source += at[axis] * strides[axis];
                }
                for (int column = 0; column < columns; column++) {
                    int read = source + column * strides[last];
                    copy(from, read, strides[side], to, start + row * rowStep + column, rowStep, count);
                }
            }
        }
    }

    /** A method of its own, which the JVM compiles after a few calls. */
    private static void copy(float[] from, int read, int step, float[] to, int write, int stride, int count) {
        for (int i = 0; i < count; i++) {
            to[write + i * stride] = from[read + i * step];
        }
    }

    /** Steps on like an odometer along all axes but the last and one other; gives the place in the target. */
    private static int next(int start, int[] at, Shape target, int without) {
        int place = start;
        int step = target.last();
        for (int axis = target.rank() - 2; axis >= 0; axis--) {
            int size = target.size(axis);
            if (axis != without) {
                place += step;
                if (++at[axis] < size) {
                    return place;
                }
                place -= size * step;
                at[axis] = 0;
            }
            step *= size;
        }
        return Integer.MAX_VALUE;
    }

    /** A shape with leading axes of size 1, as many as this order has more. */
    Shape extend(Shape shape) {
        int[] ones = new int[rank() - shape.rank()];
        Arrays.fill(ones, 1);
        return shape.after(ones);
    }
}
