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
 * Keras {@code MaxPooling2D}: the largest of each window over height and width.
 *
 * <p>Takes and gives {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}.
 *
 * @param poolSize positions of the window: height, width
 * @param strides steps of the window: height, width
 * @param padding how the input is padded
 * @param layout where the channels stand
 */
public record MaxPooling2D(List<Integer> poolSize, List<Integer> strides, Padding padding, Layout layout)
        implements UnaryLayer {

    /** How it is read. */
    public static final Kind<MaxPooling2D> KIND = Kind.of(Group.POOLING, "MaxPooling2D", MaxPooling2D::read)
            .alias("MaxPool2D") // alias in every generation
            .doc("The largest of each window over height and width");

    private static final List<Integer> NO_DILATION = List.of(1, 1);

    private static MaxPooling2D read(Args args) {
        List<Integer> poolSize = args.sizes("pool_size", 2, Optional.of(List.of(2, 2)));
        return new MaxPooling2D(
                poolSize, args.sizes("strides", 2, Optional.of(poolSize)), Windows.poolPadding(args), args.layout());
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        int channels = in.rank() == 4 ? layout.channels(in) : Shape.ANY;
        return Windows.output(in, layout, padding, poolSize, strides, NO_DILATION, channels, problems);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        List<Window> windows = Windows.of(x.shape(), layout, padding, poolSize, strides, NO_DILATION);
        return ops.apply(new Pool(PoolFunction.MAXIMUM, windows, layout), x);
    }
}
