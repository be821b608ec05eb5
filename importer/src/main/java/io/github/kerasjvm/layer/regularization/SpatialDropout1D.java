package io.github.kerasjvm.layer.regularization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code SpatialDropout1D}: drops whole channels, over steps, in training; at inference it gives its input.
 *
 * @param rate the share to drop, from 0 to 1
 */
public record SpatialDropout1D(double rate) implements InferenceIdentity, KeepsMask {

    /** How it is read. */
    public static final Kind<SpatialDropout1D> KIND = Kind.of(
                    Group.REGULARIZATION, "SpatialDropout1D", SpatialDropout1D::read)
            .renamed("p", "rate") // Keras 1
            .doc("Drops whole channels in training; identity at inference");

    private static SpatialDropout1D read(Args args) {
        args.layout(); // which axes share a mask matters in training alone
        return new SpatialDropout1D(args.number("rate", 0));
    }
}
