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
 * Keras {@code LocallyConnected2D}: a convolution over height and width with a kernel of its own for each position.
 *
 * <p>Takes {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]} of known sizes, gives the same with
 * {@code filters} channels. Stores {@code kernel}, for implementation 1 {@code [height * width, window * channels, filters]}
 * with height * width of the output, and, with {@code useBias}, {@code bias [height, width, filters]}.
 *
 * @param of the arguments
 */
public record LocallyConnected2D(LocallyConnected of) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<LocallyConnected2D> KIND = Kind.of(
                    Group.CONVOLUTIONAL, "LocallyConnected2D", LocallyConnected2D::read)
            .renamed("nb_filter", "filters") // Keras 1
            .renamed("subsample", "strides") // Keras 1
            .renamed("bias", "use_bias") // Keras 1
            .inKeras("1, 2")
            .inKeras3(LocallyConnected.LIFTING)
            .doc("Convolution over height and width with a kernel for each position");

    private static LocallyConnected2D read(Args args) {
        return new LocallyConnected2D(LocallyConnected.read(args, 2));
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
