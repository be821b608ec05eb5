package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
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
public record Conv1DTranspose(ConvolutionArgs of, List<Integer> outputPadding) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<Conv1DTranspose> KIND = Kind.of(
                    Group.CONVOLUTIONAL, "Conv1DTranspose", Conv1DTranspose::read)
            .alias("Convolution1DTranspose")
            .inKeras("2, 3")
            .doc("Transposed convolution over the steps");

    private static Conv1DTranspose read(Args args) {
        Transposed read = Transposed.read(args, 1);
        return new Conv1DTranspose(read.of(), read.outputPadding());
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return new Transposed(of, outputPadding).output(in, problems);
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        return new Transposed(of, outputPadding).weights(in);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return new Transposed(of, outputPadding).lower(ops, x, w);
    }
}
