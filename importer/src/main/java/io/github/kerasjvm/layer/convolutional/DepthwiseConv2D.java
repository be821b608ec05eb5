package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code DepthwiseConv2D}: a convolution over height and width of each channel on its own, with {@code depthMultiplier} results for
 * each.
 *
 * <p>Takes {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}. Stores
 * {@code depthwise_kernel [height, width, channels, depthMultiplier]} and, with {@code useBias},
 * {@code bias [channels * depthMultiplier]}; the results of a channel stand together.
 *
 * @param of the arguments that it has in common with other convolutions; its filters are those of one channel
 */
public record DepthwiseConv2D(ConvolutionArgs of) implements DepthwiseLayer {

    /** How it is read. */
    public static final Kind<DepthwiseConv2D> KIND = Kind.of(
                    Group.CONVOLUTIONAL, "DepthwiseConv2D", DepthwiseConv2D::read)
            .renamed("depth_multiplier", "filters")
            .inKeras("2, 3")
            .inKeras3(Depthwise.LIFTING)
            .doc("Convolution over height and width of each channel on its own");

    private static DepthwiseConv2D read(Args args) {
        return new DepthwiseConv2D(ConvolutionArgs.readDepthwise(args, 2));
    }
}
