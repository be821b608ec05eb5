package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code SeparableConv2D}: a convolution over height and width of each channel on its own, then one that mixes the channels of each
 * position.
 *
 * <p>Takes {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}, gives the same with {@code filters}
 * channels. Stores {@code depthwise_kernel [height, width, channels, depthMultiplier]},
 * {@code pointwise_kernel [1, 1, channels * depthMultiplier, filters]} and, with {@code useBias},
 * {@code bias [filters]}.
 *
 * @param filters channels of the output, 1 or more
 * @param depthwise the first convolution; carries the bias and the activation of the whole
 */
public record SeparableConv2D(int filters, ConvolutionArgs depthwise) implements SeparableLayer {

    /** How it is read. */
    public static final Kind<SeparableConv2D> KIND = Kind.of(
                    Group.CONVOLUTIONAL, "SeparableConv2D", SeparableConv2D::read)
            .alias("SeparableConvolution2D") // alias in every generation
            .renamed("nb_filter", "filters") // Keras 1
            .renamed("subsample", "strides") // Keras 1
            .renamed("bias", "use_bias") // Keras 1
            .inKeras3(SeparableLayer.LIFTING)
            .doc("Depthwise convolution over height and width, then a mix of the channels");

    private static SeparableConv2D read(Args args) {
        return new SeparableConv2D(args.positive("filters"), ConvolutionArgs.readDepthwise(args, 2));
    }
}
