package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code Conv3D}: {@code y = activation(x * kernel + bias)}, a cross-correlation over depth, height and width.
 *
 * <p>Takes {@code [batch, depth, height, width, channels]} or {@code [batch, channels, depth, height, width]}, gives the same with {@code filters}
 * channels. Stores {@code kernel [depth, height, width, channels / groups, filters]} for both layouts, and, with {@code useBias},
 * {@code bias [filters]}. Theano's kernels are flipped.
 *
 * @param of the arguments
 */
public record Conv3D(ConvolutionArgs of) implements ConvolutionLayer {

    /** How it is read. */
    public static final Kind<Conv3D> KIND = Kind.of(Group.CONVOLUTIONAL, "Conv3D", Conv3D::read)
            .alias("Convolution3D") // Keras 1, and an alias in Keras 2 and 3
            .renamed("nb_filter", "filters") // Keras 1
            .renamed("subsample", "strides") // Keras 1
            .renamed("bias", "use_bias") // Keras 1
            .inKeras3(ConvolutionArgs.LIFTING)
            .doc("Convolution over depth, height and width");

    private static Conv3D read(Args args) {
        return new Conv3D(ConvolutionArgs.read(args, 3));
    }
}
