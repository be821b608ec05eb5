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
 * Keras {@code MaxPooling1D}: the largest of each window over the steps.
 *
 * <p>Takes and gives {@code [batch, steps, channels]} or {@code [batch, channels, steps]}.
 *
 * @param poolSize positions of the window: steps
 * @param strides steps of the window: steps
 * @param padding how the input is padded
 * @param layout where the channels stand
 * @param ties where the gradient of equal maxima goes
 */
public record MaxPooling1D(List<Integer> poolSize, List<Integer> strides, Padding padding, Layout layout, Ties ties)
        implements WindowPooling {

    /** How it is read. */
    public static final Kind<MaxPooling1D> KIND = Kind.of(Group.POOLING, "MaxPooling1D", MaxPooling1D::read)
            .alias("MaxPool1D") // alias in every generation
            .renamed("pool_length", "pool_size") // Keras 1
            .renamed("stride", "strides") // Keras 1
            .inKeras3(WindowPooling.LIFTING)
            .doc("The largest of each window over the steps");

    private static MaxPooling1D read(Args args) {
        Ties ties = WindowPooling.ties(args);
        return WindowPooling.read(
                args, 1, (size, strides, padding, layout) -> new MaxPooling1D(size, strides, padding, layout, ties));
    }

    @Override
    public PoolFunction function() {
        return PoolFunction.MAXIMUM;
    }
}
