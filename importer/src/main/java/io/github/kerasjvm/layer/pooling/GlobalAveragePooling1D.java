package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.ReduceFunction;

/**
 * Keras {@code GlobalAveragePooling1D}: the mean of each channel over the steps.
 *
 * <p>Takes {@code [batch, steps, channels]} or {@code [batch, channels, steps]}, gives {@code [batch, channels]}, or
 * with {@code keepDims} the same rank with sizes of 1.
 *
 * @param layout where the channels stand
 * @param keepDims whether the other axes stay with size 1
 */
public record GlobalAveragePooling1D(Layout layout, boolean keepDims) implements GlobalPooling {

    /** How it is read. */
    public static final Kind<GlobalAveragePooling1D> KIND = Kind.of(
                    Group.POOLING, "GlobalAveragePooling1D", GlobalAveragePooling1D::read)
            .alias("GlobalAvgPool1D") // alias in every generation
            .doc("The mean of each channel over the steps");

    private static GlobalAveragePooling1D read(Args args) {
        return new GlobalAveragePooling1D(args.layout(), args.flag("keepdims", false));
    }

    @Override
    public int axes() {
        return 1;
    }

    @Override
    public ReduceFunction function() {
        return ReduceFunction.MEAN;
    }
}
