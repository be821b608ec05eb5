package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code GlobalMaxPooling3D}: the largest of each channel over depth, height and width.
 *
 * <p>Takes {@code [batch, depth, height, width, channels]} or {@code [batch, channels, depth, height, width]}, gives {@code [batch, channels]}, or
 * with {@code keepDims} the same rank with sizes of 1.
 *
 * @param layout where the channels stand
 * @param keepDims whether the other axes stay with size 1
 */
public record GlobalMaxPooling3D(Layout layout, boolean keepDims) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<GlobalMaxPooling3D> KIND = Kind.of(
                    Group.POOLING, "GlobalMaxPooling3D", GlobalMaxPooling3D::read)
            .alias("GlobalMaxPool3D") // alias in every generation
            .doc("The largest of each channel over depth, height and width");

    private static GlobalMaxPooling3D read(Args args) {
        return new GlobalMaxPooling3D(args.layout(), args.flag("keepdims", false));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        if (!problems.require(in.rank() == 5, "needs an input of rank 5, got %s", in)) {
            return Shape.UNKNOWN;
        }
        int channels = layout.channels(in);
        return keepDims ? layout.shape(in.size(0), List.of(1, 1, 1), channels) : Shape.of(in.size(0), channels);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        int first = layout.firstSpatialAxis();
        return ops.reduce(ReduceFunction.MAXIMUM, x, List.of(first, first + 1, first + 2), keepDims);
    }
}
