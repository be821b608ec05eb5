package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.Windows;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Optional;

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
        implements UnaryLayer {

    /** How it is read. */
    public static final Kind<AveragePooling1D> KIND = Kind.of(Group.POOLING, "AveragePooling1D", AveragePooling1D::read)
            .alias("AvgPool1D") // alias in every generation
            .renamed("pool_length", "pool_size") // Keras 1
            .renamed("stride", "strides") // Keras 1
            .doc("The mean of each window over the steps");

    private static final List<Integer> NO_DILATION = List.of(1);

    private static AveragePooling1D read(Args args) {
        List<Integer> poolSize = args.sizes("pool_size", 1, Optional.of(List.of(2)));
        return new AveragePooling1D(
                poolSize, args.sizes("strides", 1, Optional.of(poolSize)), Windows.poolPadding(args), args.layout());
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        int channels = in.rank() == 3 ? layout.channels(in) : Shape.ANY;
        return Windows.output(in, layout, padding, poolSize, strides, NO_DILATION, channels, problems);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        List<Window> windows = Windows.of(x.shape(), layout, padding, poolSize, strides, NO_DILATION);
        return ops.apply(new Pool(PoolFunction.AVERAGE, windows, layout), x);
    }
}
