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
 * Keras {@code GaussianNoise}: adds noise in training; at inference it gives its input.
 *
 * @param stddev the standard deviation of the noise
 */
public record GaussianNoise(double stddev) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<GaussianNoise> KIND = Kind.of(Group.REGULARIZATION, "GaussianNoise", GaussianNoise::read)
            .renamed("sigma", "stddev") // Keras 1
            .doc("Noise by addition; identity at inference");

    private static GaussianNoise read(Args args) {
        return new GaussianNoise(args.number("stddev", 0));
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
