package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code DepthwiseConv1D}: a convolution over the steps of each channel on its own, with {@code depthMultiplier} results for
 * each.
 *
 * <p>Takes {@code [batch, steps, channels]} or {@code [batch, channels, steps]}. Stores
 * {@code depthwise_kernel [steps, channels, depthMultiplier]} and, with {@code useBias},
 * {@code bias [channels * depthMultiplier]}; the results of a channel stand together.
 *
 * @param of the arguments that it has in common with other convolutions; its filters are those of one channel
 */
public record DepthwiseConv1D(ConvolutionArgs of) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<DepthwiseConv1D> KIND = Kind.of(
                    Group.CONVOLUTIONAL, "DepthwiseConv1D", DepthwiseConv1D::read)
            .renamed("depth_multiplier", "filters")
            .inKeras("2, 3")
            .doc("Convolution over the steps of each channel on its own");

    private static DepthwiseConv1D read(Args args) {
        return new DepthwiseConv1D(ConvolutionArgs.readDepthwise(args, 1));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return Depthwise.output(of, in, problems);
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        return Depthwise.weights(of, in);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return of.finish(ops, Depthwise.convolve(of, ops, x, w.get("depthwise_kernel")), w);
    }
}
