package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.ReduceFunction;

/**
 * Keras {@code GlobalAveragePooling3D}: the mean of each channel over depth, height and width.
 *
 * <p>Takes {@code [batch, depth, height, width, channels]} or {@code [batch, channels, depth, height, width]}, gives {@code [batch, channels]}, or
 * with {@code keepDims} the same rank with sizes of 1.
 *
 * @param layout where the channels stand
 * @param keepDims whether the other axes stay with size 1
 */
public record GlobalAveragePooling3D(Layout layout, boolean keepDims) implements GlobalPooling {

    /** How it is read. */
    public static final Kind<GlobalAveragePooling3D> KIND = Kind.of(
                    Group.POOLING, "GlobalAveragePooling3D", GlobalAveragePooling3D::read)
            .alias("GlobalAvgPool3D") // alias in every generation
            .inKeras3(GlobalPooling.LIFTING)
            .doc("The mean of each channel over depth, height and width");

    private static GlobalAveragePooling3D read(Args args) {
        return new GlobalAveragePooling3D(args.layout(), args.flag("keepdims", false));
    }

    @Override
    public int axes() {
        return 3;
    }

    @Override
    public ReduceFunction function() {
        return ReduceFunction.MEAN;
    }
}
