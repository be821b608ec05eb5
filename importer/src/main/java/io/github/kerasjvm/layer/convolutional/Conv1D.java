package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code Conv1D}: {@code y = activation(x * kernel + bias)}, a cross-correlation over the steps.
 *
 * <p>Takes {@code [batch, steps, channels]} or {@code [batch, channels, steps]}, gives the same with {@code filters}
 * channels. Stores {@code kernel [steps, channels / groups, filters]} for both layouts, and, with {@code useBias},
 * {@code bias [filters]}. Theano's kernels are flipped. With {@code causal} padding a step sees itself and earlier ones only. Keras 1.2 stores the kernel as
 * {@code [length, 1, channels, filters]}, Keras 1.0 as {@code [filters, channels, length, 1]}.
 *
 * @param of the arguments
 * @param keras1 whether the file stores the kernel as Keras 1 does
 */
public record Conv1D(ConvolutionArgs of, boolean keras1) implements ConvolutionLayer {

    /** How it is read. */
    public static final Kind<Conv1D> KIND = Kind.of(Group.CONVOLUTIONAL, "Conv1D", Conv1D::read)
            .alias("Convolution1D") // Keras 1, and an alias in Keras 2 and 3
            .alias("AtrousConvolution1D") // Keras 1
            .renamed("atrous_rate", "dilation_rate") // Keras 1
            .renamed("nb_filter", "filters") // Keras 1
            .renamed("bias", "use_bias") // Keras 1
            .renamed("filter_length", "kernel_size") // Keras 1
            .renamed("subsample_length", "strides") // Keras 1
            .inKeras3(ConvolutionArgs.LIFTING)
            .doc("Convolution over the steps");

    private static Conv1D read(Args args) {
        return new Conv1D(
                ConvolutionArgs.read(args, 1, args.convolutionPadding(true)),
                args.semantics().kernelsOfKeras1());
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        if (!keras1) {
            return of.weights(in);
        }
        Shape shape = Shape.of(of.kernelSize().get(0), of.layout().channels(in), of.filters());
        return of.withBias(
                of.storage().applyKeras1Image(WeightSpec.of("kernel", shape).or("W")));
    }
}
