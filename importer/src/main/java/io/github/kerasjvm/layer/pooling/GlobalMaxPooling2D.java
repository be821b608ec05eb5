package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.ReduceFunction;

/**
 * Keras {@code GlobalMaxPooling2D}: the largest of each channel over height and width.
 *
 * <p>Takes {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}, gives
 * {@code [batch, channels]}, or with {@code keepDims} the same rank with sizes of 1.
 *
 * @param layout where the channels stand
 * @param keepDims whether height and width stay with size 1
 */
public record GlobalMaxPooling2D(Layout layout, boolean keepDims) implements GlobalPooling {

    /** How it is read. */
    public static final Kind<GlobalMaxPooling2D> KIND = Kind.of(
                    Group.POOLING, "GlobalMaxPooling2D", GlobalMaxPooling2D::read)
            .alias("GlobalMaxPool2D") // alias in every generation
            .inKeras3(GlobalPooling.LIFTING)
            .doc("The largest of each channel over height and width");

    private static GlobalMaxPooling2D read(Args args) {
        return new GlobalMaxPooling2D(args.layout(), args.flag("keepdims", false));
    }

    @Override
    public int axes() {
        return 2;
    }

    @Override
    public ReduceFunction function() {
        return ReduceFunction.MAXIMUM;
    }
}
