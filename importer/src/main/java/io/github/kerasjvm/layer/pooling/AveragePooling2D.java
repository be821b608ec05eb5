package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.PoolFunction;
import java.util.List;

/**
 * Keras {@code AveragePooling2D}: the mean of each window over height and width. Padding does not count.
 *
 * <p>Takes and gives {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}.
 *
 * @param poolSize positions of the window: height, width
 * @param strides steps of the window: height, width
 * @param padding how the input is padded
 * @param layout where the channels stand
 */
public record AveragePooling2D(List<Integer> poolSize, List<Integer> strides, Padding padding, Layout layout)
        implements WindowPooling {

    /** How it is read. */
    public static final Kind<AveragePooling2D> KIND = Kind.of(Group.POOLING, "AveragePooling2D", AveragePooling2D::read)
            .alias("AvgPool2D") // alias in every generation
            .inKeras3(WindowPooling.LIFTING)
            .doc("The mean of each window over height and width");

    private static AveragePooling2D read(Args args) {
        return WindowPooling.read(args, 2, AveragePooling2D::new);
    }

    @Override
    public PoolFunction function() {
        return PoolFunction.AVERAGE;
    }
}
