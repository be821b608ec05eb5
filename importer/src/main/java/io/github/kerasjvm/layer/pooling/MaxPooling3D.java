package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.Ties;
import java.util.List;

/**
 * Keras {@code MaxPooling3D}: the largest of each window over depth, height and width.
 *
 * <p>Takes and gives {@code [batch, depth, height, width, channels]} or {@code [batch, channels, depth, height, width]}.
 *
 * @param poolSize positions of the window: depth, height, width
 * @param strides steps of the window: depth, height, width
 * @param padding how the input is padded
 * @param layout where the channels stand
 * @param ties where the gradient of equal maxima goes
 */
public record MaxPooling3D(List<Integer> poolSize, List<Integer> strides, Padding padding, Layout layout, Ties ties)
        implements WindowPooling {

    /** How it is read. */
    public static final Kind<MaxPooling3D> KIND = Kind.of(Group.POOLING, "MaxPooling3D", MaxPooling3D::read)
            .alias("MaxPool3D") // alias in every generation
            .inKeras3(WindowPooling.LIFTING)
            .doc("The largest of each window over depth, height and width");

    private static MaxPooling3D read(Args args) {
        Ties ties = WindowPooling.ties(args);
        return WindowPooling.read(
                args, 3, (size, strides, padding, layout) -> new MaxPooling3D(size, strides, padding, layout, ties));
    }

    @Override
    public PoolFunction function() {
        return PoolFunction.MAXIMUM;
    }
}
