package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the layers that pool to a given size have in common: along an axis from {@code n} to {@code m} positions, position
 * {@code i} sees the input from {@code floor(i n / m)} to before {@code ceil((i + 1) n / m)} (keras/src/backend, nn.py, 3.15).
 * So it is on TensorFlow for every size; on JAX, which divides by multiplying, Keras 3.15 takes other windows where {@code m}
 * is a multiple of 7, 13 or 15, even for {@code m = n}.
 */
interface AdaptivePooling extends UnaryLayer {

    /** The sizes of the spatial axes of the output. */
    List<Integer> outputSize();

    /** Where the channels stand. */
    Layout layout();

    /** What becomes of a window. */
    ReduceFunction function();

    /** Reads the sizes of the output. */
    static List<Integer> size(Args args, int axes) {
        return args.sizes("output_size", axes, Optional.empty());
    }

    @Override
    default Shape output(Shape in, Problems problems) {
        int rank = outputSize().size() + 2;
        boolean known = in.rank() == rank && layout().spatial(in).stream().noneMatch(size -> size == Shape.ANY);
        return problems.require(known, "needs an input of rank %s with known sizes, got %s", rank, in)
                ? layout().shape(in.size(0), outputSize(), layout().channels(in))
                : Shape.UNKNOWN;
    }

    /** One axis after the other; the mean of means is that of all, since the windows of an axis are those of every row. */
    @Override
    default Value lower(Ops ops, Value x, Weights w) {
        Value y = x;
        for (int i = 0; i < outputSize().size(); i++) {
            int axis = layout().firstSpatialAxis() + i;
            int input = y.shape().size(axis);
            int output = outputSize().get(i);
            y = input % output == 0 ? even(ops, y, axis, output) : uneven(ops, y, axis, output);
        }
        return y;
    }

    private Value even(Ops ops, Value x, int axis, int output) {
        List<Integer> sizes = new ArrayList<>(x.shape().toList());
        sizes.set(0, Shape.ANY);
        sizes.set(axis, output);
        sizes.add(axis + 1, x.shape().size(axis) / output);
        return ops.reduce(function(), ops.reshape(x, Shape.of(sizes)), List.of(axis + 1), false);
    }

    private Value uneven(Ops ops, Value x, int axis, int output) {
        long input = x.shape().size(axis);
        List<Value> positions = new ArrayList<>();
        for (long i = 0; i < output; i++) {
            int begin = (int) (i * input / output);
            int end = (int) (((i + 1) * input + output - 1) / output);
            positions.add(ops.reduce(function(), ops.slice(x, axis, begin, end), List.of(axis), true));
        }
        return ops.concatenate(positions, axis);
    }
}
