package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import java.util.List;

/**
 * Keras {@code Conv1DTranspose}: the transpose of a convolution over the steps; each position is scattered, times the kernel.
 *
 * <p>Takes {@code [batch, steps, channels]} or {@code [batch, channels, steps]}, gives the same with {@code filters}
 * channels. Stores {@code kernel [steps, filters, channels]} for both layouts, and, with {@code useBias},
 * {@code bias [filters]}.
 *
 * @param of the arguments that it has in common with other convolutions
 * @param outputPadding positions added to the output, by axis; empty when the file gives none
 */
public record Conv1DTranspose(ConvolutionArgs of, List<Integer> outputPadding) implements TransposedLayer {

    /** How it is read. */
    public static final Kind<Conv1DTranspose> KIND = Kind.of(
                    Group.CONVOLUTIONAL, "Conv1DTranspose", Conv1DTranspose::read)
            .alias("Convolution1DTranspose")
            .inKeras("2, 3")
            .inKeras3(Transposed.LIFTING)
            .doc("Transposed convolution over the steps");

    private static Conv1DTranspose read(Args args) {
        Transposed read = Transposed.read(args, 1);
        return new Conv1DTranspose(read.of(), read.outputPadding());
    }
}
