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
        implements UnaryLayer {

    /** How it is read. */
    public static final Kind<AveragePooling3D> KIND = Kind.of(Group.POOLING, "AveragePooling3D", AveragePooling3D::read)
            .alias("AvgPool3D") // alias in every generation
            .doc("The mean of each window over depth, height and width");

    private static final List<Integer> NO_DILATION = List.of(1, 1, 1);

    private static AveragePooling3D read(Args args) {
        List<Integer> poolSize = args.sizes("pool_size", 3, Optional.of(List.of(2, 2, 2)));
        return new AveragePooling3D(
                poolSize, args.sizes("strides", 3, Optional.of(poolSize)), Windows.poolPadding(args), args.layout());
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        int channels = in.rank() == 5 ? layout.channels(in) : Shape.ANY;
        return Windows.output(in, layout, padding, poolSize, strides, NO_DILATION, channels, problems);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        List<Window> windows = Windows.of(x.shape(), layout, padding, poolSize, strides, NO_DILATION);
        return ops.apply(new Pool(PoolFunction.AVERAGE, windows, layout), x);
    }
}
