package io.github.kerasjvm.layer.regularization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code AlphaDropout}: drops elements in training and keeps mean and variance; at inference it gives its input.
 *
 * @param rate the share to drop, from 0 to 1
 */
public record AlphaDropout(double rate) implements InferenceIdentity, KeepsMask {

    /** How it is read. */
    public static final Kind<AlphaDropout> KIND = Kind.of(Group.REGULARIZATION, "AlphaDropout", AlphaDropout::read)
            .renamed("p", "rate") // Keras 1
            .inKeras("2, 3")
            .doc("Dropout that keeps mean and variance; identity at inference");

    private static AlphaDropout read(Args args) {
        args.get("noise_shape"); // the shape of the mask matters in training alone
        return new AlphaDropout(args.number("rate", 0));
    }
}
