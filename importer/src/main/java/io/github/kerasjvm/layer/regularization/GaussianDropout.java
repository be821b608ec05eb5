package io.github.kerasjvm.layer.regularization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code GaussianDropout}: multiplies by noise around 1 in training; at inference it gives its input.
 *
 * @param rate the share to drop, from 0 to 1
 */
public record GaussianDropout(double rate) implements InferenceIdentity, KeepsMask {

    /** How it is read. */
    public static final Kind<GaussianDropout> KIND = Kind.of(
                    Group.REGULARIZATION, "GaussianDropout", GaussianDropout::read)
            .renamed("p", "rate") // Keras 1
            .doc("Noise by multiplication; identity at inference");

    private static GaussianDropout read(Args args) {
        return new GaussianDropout(args.number("rate", 0));
    }
}
