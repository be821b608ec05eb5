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
        copy(tensor, target, strides, moved);
        return Tensor.owning(target, moved);
    }

    private static void copy(Tensor from, Shape target, int[] strides, float[] to) {
        int last = target.rank() - 1;
        int inner = target.last();
        int[] at = new int[target.rank()];
        int source = 0;
        for (int done = 0; done < to.length; done += inner) {
            for (int i = 0; i < inner; i++) {
                to[done + i] = from.get(source + i * strides[last]);
            }
            // Steps on like an odometer.
            for (int axis = last - 1; axis >= 0; axis--) {
                source += strides[axis];
                if (++at[axis] < target.size(axis)) {
                    break;
                }
                source -= strides[axis] * target.size(axis);
                at[axis] = 0;
            }
        }
    }

    /** A shape with leading axes of size 1, as many as this order has more. */
    Shape extend(Shape shape) {
        int[] ones = new int[rank() - shape.rank()];
        Arrays.fill(ones, 1);
        return shape.after(ones);
    }
}
