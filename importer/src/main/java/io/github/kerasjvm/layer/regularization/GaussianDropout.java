package io.github.kerasjvm.layer.regularization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code GaussianDropout}: multiplies by noise around 1 in training; at inference it gives its input.
 *
 * @param rate the share to drop, from 0 to 1
 */
public record GaussianDropout(double rate) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<GaussianDropout> KIND = Kind.of(
                    Group.REGULARIZATION, "GaussianDropout", GaussianDropout::read)
            .renamed("p", "rate") // Keras 1
            .doc("Noise by multiplication; identity at inference");

    private static GaussianDropout read(Args args) {
        return new GaussianDropout(args.number("rate", 0));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return in;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return x;
    }
}
