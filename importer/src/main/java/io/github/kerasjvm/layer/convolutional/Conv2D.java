package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code Conv2D}: {@code y = activation(x * kernel + bias)}, a cross-correlation over height and width.
 *
 * <p>Takes {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}, gives the same with {@code filters}
 * channels. Stores {@code kernel [height, width, channels / groups, filters]} for both layouts, and, with {@code useBias},
 * {@code bias [filters]}. Theano's kernels are flipped.
 * Keras 1 stores the kernel of a channels-first layer as {@code [filters, channels, height, width]}.
 *
 * @param of the arguments
 */
public record Conv2D(ConvolutionArgs of) implements ConvolutionLayer {

    /** How it is read. */
    public static final Kind<Conv2D> KIND = Kind.of(Group.CONVOLUTIONAL, "Conv2D", Conv2D::read)
            .alias("Convolution2D") // Keras 1, and an alias in Keras 2 and 3
            .alias("AtrousConvolution2D") // Keras 1
            .renamed("atrous_rate", "dilation_rate") // Keras 1
            .renamed("nb_filter", "filters") // Keras 1
            .renamed("subsample", "strides") // Keras 1
            .renamed("bias", "use_bias") // Keras 1
            .inKeras3(ConvolutionArgs.LIFTING)
            .doc("Convolution over height and width");

    private static Conv2D read(Args args) {
        return new Conv2D(ConvolutionArgs.read(args, 2));
    }
}
