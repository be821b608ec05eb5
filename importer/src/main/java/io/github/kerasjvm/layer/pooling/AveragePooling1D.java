package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.PoolFunction;
import java.util.List;

/**
 * Keras {@code AveragePooling1D}: the mean of each window over the steps. Padding does not count.
 *
 * <p>Takes and gives {@code [batch, steps, channels]} or {@code [batch, channels, steps]}.
 *
 * @param poolSize positions of the window: steps
 * @param strides steps of the window: steps
 * @param padding how the input is padded
 * @param layout where the channels stand
 */
public record AveragePooling1D(List<Integer> poolSize, List<Integer> strides, Padding padding, Layout layout)
        implements WindowPooling {

    /** How it is read. */
    public static final Kind<AveragePooling1D> KIND = Kind.of(Group.POOLING, "AveragePooling1D", AveragePooling1D::read)
            .alias("AvgPool1D") // alias in every generation
            .renamed("pool_length", "pool_size") // Keras 1
            .renamed("stride", "strides") // Keras 1
            .inKeras3(WindowPooling.LIFTING)
            .doc("The mean of each window over the steps");

    private static AveragePooling1D read(Args args) {
        return WindowPooling.read(args, 1, AveragePooling1D::new);
    }

    @Override
    public PoolFunction function() {
        return PoolFunction.AVERAGE;
    }
}
