package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.ReduceFunction;

/**
 * Keras {@code GlobalMaxPooling1D}: the largest of each channel over the steps.
 *
 * <p>Takes {@code [batch, steps, channels]} or {@code [batch, channels, steps]}, gives {@code [batch, channels]}, or
 * with {@code keepDims} the same rank with sizes of 1.
 *
 * @param layout where the channels stand
 * @param keepDims whether the other axes stay with size 1
 */
public record GlobalMaxPooling1D(Layout layout, boolean keepDims) implements GlobalPooling {

    /** How it is read. */
    public static final Kind<GlobalMaxPooling1D> KIND = Kind.of(
                    Group.POOLING, "GlobalMaxPooling1D", GlobalMaxPooling1D::read)
            .alias("GlobalMaxPool1D") // alias in every generation
            .inKeras3(GlobalPooling.LIFTING)
            .doc("The largest of each channel over the steps");

    private static GlobalMaxPooling1D read(Args args) {
        return new GlobalMaxPooling1D(args.layout(), args.flag("keepdims", false));
    }

    @Override
    public int axes() {
        return 1;
    }

    @Override
    public ReduceFunction function() {
        return ReduceFunction.MAXIMUM;
    }
}
