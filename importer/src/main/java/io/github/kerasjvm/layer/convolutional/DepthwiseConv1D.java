package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

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
public record DepthwiseConv1D(ConvolutionArgs of) implements DepthwiseLayer {

    /** How it is read. */
    public static final Kind<DepthwiseConv1D> KIND = Kind.of(
                    Group.CONVOLUTIONAL, "DepthwiseConv1D", DepthwiseConv1D::read)
            .renamed("depth_multiplier", "filters")
            .inKeras("2, 3")
            .inKeras3(Depthwise.LIFTING)
            .doc("Convolution over the steps of each channel on its own");

    private static DepthwiseConv1D read(Args args) {
        return new DepthwiseConv1D(ConvolutionArgs.readDepthwise(args, 1));
    }
}
