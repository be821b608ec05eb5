package io.github.kerasjvm.layer.regularization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;

/**
 * Keras {@code SpatialDropout3D}: drops whole channels, over depth, height and width, in training; at inference it gives its input.
 *
 * @param rate the share to drop, from 0 to 1
 */
public record SpatialDropout3D(double rate) implements InferenceIdentity, KeepsMask {

    /** How it is read. */
    public static final Kind<SpatialDropout3D> KIND = Kind.of(
                    Group.REGULARIZATION, "SpatialDropout3D", SpatialDropout3D::read)
            .renamed("p", "rate") // Keras 1
            .doc("Drops whole channels in training; identity at inference");

    private static SpatialDropout3D read(Args args) {
        args.layout(); // which axes share a mask matters in training alone
        return new SpatialDropout3D(args.number("rate", 0));
    }
}
