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
 * Keras {@code LocallyConnected1D}: a convolution over the steps with a kernel of its own for each position.
 *
 * <p>Takes {@code [batch, steps, channels]} or {@code [batch, channels, steps]} of known sizes, gives the same with
 * {@code filters} channels. Stores {@code kernel}, for implementation 1 {@code [steps, window * channels, filters]}
 * with steps of the output, and, with {@code useBias}, {@code bias [steps, filters]}.
 *
 * @param of the arguments
 */
public record LocallyConnected1D(LocallyConnected of) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<LocallyConnected1D> KIND = Kind.of(
                    Group.CONVOLUTIONAL, "LocallyConnected1D", LocallyConnected1D::read)
            .renamed("nb_filter", "filters") // Keras 1
            .renamed("filter_length", "kernel_size") // Keras 1
            .renamed("subsample_length", "strides") // Keras 1
            .renamed("bias", "use_bias") // Keras 1
            .inKeras("1, 2")
            .inKeras3(LocallyConnected.LIFTING)
            .doc("Convolution over the steps with a kernel for each position");

    private static LocallyConnected1D read(Args args) {
        return new LocallyConnected1D(LocallyConnected.read(args, 1));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return of.output(in, problems);
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        return of.weights(in);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return of.lower(ops, x, w);
    }
}
