package io.github.kerasjvm.layer.regularization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code GaussianNoise}: adds noise in training; at inference it gives its input.
 *
 * @param stddev the standard deviation of the noise
 */
public record GaussianNoise(double stddev) implements InferenceIdentity, KeepsMask {

    /** How it is read. */
    public static final Kind<GaussianNoise> KIND = Kind.of(Group.REGULARIZATION, "GaussianNoise", GaussianNoise::read)
            .renamed("sigma", "stddev") // Keras 1
            .doc("Noise by addition; identity at inference");

    private static GaussianNoise read(Args args) {
        return new GaussianNoise(args.number("stddev", 0));
    }
}
