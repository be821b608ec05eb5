package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import java.util.List;

/**
 * Keras {@code Conv3DTranspose}: the transpose of a convolution over depth, height and width; each position is scattered, times the kernel.
 *
 * <p>Takes {@code [batch, depth, height, width, channels]} or {@code [batch, channels, depth, height, width]}, gives the same with {@code filters}
 * channels. Stores {@code kernel [depth, height, width, filters, channels]} for both layouts, and, with {@code useBias},
 * {@code bias [filters]}.
 *
 * @param of the arguments that it has in common with other convolutions
 * @param outputPadding positions added to the output, by axis; empty when the file gives none
 */
public record Conv3DTranspose(ConvolutionArgs of, List<Integer> outputPadding) implements TransposedLayer {

    /** How it is read. */
    public static final Kind<Conv3DTranspose> KIND = Kind.of(
                    Group.CONVOLUTIONAL, "Conv3DTranspose", Conv3DTranspose::read)
            .alias("Convolution3DTranspose")
            .inKeras("2, 3")
            .inKeras3(Transposed.LIFTING)
            .doc("Transposed convolution over depth, height and width");

    private static Conv3DTranspose read(Args args) {
        Transposed read = Transposed.read(args, 3);
        return new Conv3DTranspose(read.of(), read.outputPadding());
    }
}
