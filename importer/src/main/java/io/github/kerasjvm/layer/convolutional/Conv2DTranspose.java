package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import java.util.List;

/**
 * Keras {@code Conv2DTranspose}: the transpose of a convolution over height and width; each position is scattered, times the kernel.
 *
 * <p>Takes {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}, gives the same with {@code filters}
 * channels. Stores {@code kernel [height, width, filters, channels]} for both layouts, and, with {@code useBias},
 * {@code bias [filters]}.
 *
 * @param of the arguments that it has in common with other convolutions
 * @param outputPadding positions added to the output, by axis; empty when the file gives none
 */
public record Conv2DTranspose(ConvolutionArgs of, List<Integer> outputPadding) implements TransposedLayer {

    /** How it is read. */
    public static final Kind<Conv2DTranspose> KIND = Kind.of(
                    Group.CONVOLUTIONAL, "Conv2DTranspose", Conv2DTranspose::read)
            .alias("Convolution2DTranspose")
            .inKeras("2, 3")
            .inKeras3(Transposed.LIFTING)
            .doc("Transposed convolution over height and width");

    private static Conv2DTranspose read(Args args) {
        Transposed read = Transposed.read(args, 2);
        return new Conv2DTranspose(read.of(), read.outputPadding());
    }
}
