package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code SeparableConv1D}: a convolution over the steps of each channel on its own, then one that mixes the channels of each
 * position.
 *
 * <p>Takes {@code [batch, steps, channels]} or {@code [batch, channels, steps]}, gives the same with {@code filters}
 * channels. Stores {@code depthwise_kernel [steps, channels, depthMultiplier]},
 * {@code pointwise_kernel [1, channels * depthMultiplier, filters]} and, with {@code useBias},
 * {@code bias [filters]}.
 *
 * @param filters channels of the output, 1 or more
 * @param depthwise the first convolution; carries the bias and the activation of the whole
 */
public record SeparableConv1D(int filters, ConvolutionArgs depthwise) implements SeparableLayer {

    /** How it is read. */
    public static final Kind<SeparableConv1D> KIND = Kind.of(
                    Group.CONVOLUTIONAL, "SeparableConv1D", SeparableConv1D::read)
            .alias("SeparableConvolution1D") // alias in every generation
            .inKeras("2, 3")
            .inKeras3(SeparableLayer.LIFTING)
            .doc("Depthwise convolution over the steps, then a mix of the channels");

    private static SeparableConv1D read(Args args) {
        return new SeparableConv1D(
                args.positive("filters"), ConvolutionArgs.readDepthwise(args, 1, args.convolutionPadding(true)));
    }
}
