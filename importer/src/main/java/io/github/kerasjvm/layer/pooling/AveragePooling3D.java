package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.PoolFunction;
import java.util.List;

/**
 * Keras {@code AveragePooling3D}: the mean of each window over depth, height and width. Padding does not count.
 *
 * <p>Takes and gives {@code [batch, depth, height, width, channels]} or {@code [batch, channels, depth, height, width]}.
 *
 * @param poolSize positions of the window: depth, height, width
 * @param strides steps of the window: depth, height, width
 * @param padding how the input is padded
 * @param layout where the channels stand
 */
public record AveragePooling3D(List<Integer> poolSize, List<Integer> strides, Padding padding, Layout layout)
        implements WindowPooling {

    /** How it is read. */
    public static final Kind<AveragePooling3D> KIND = Kind.of(Group.POOLING, "AveragePooling3D", AveragePooling3D::read)
            .alias("AvgPool3D") // alias in every generation
            .inKeras3(WindowPooling.LIFTING)
            .doc("The mean of each window over depth, height and width");

    private static AveragePooling3D read(Args args) {
        return WindowPooling.read(args, 3, AveragePooling3D::new);
    }

    @Override
    public PoolFunction function() {
        return PoolFunction.AVERAGE;
    }
}
