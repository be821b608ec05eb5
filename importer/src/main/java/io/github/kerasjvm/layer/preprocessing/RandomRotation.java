package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code RandomRotation}: turns images in training; at inference it gives its input. */
public record RandomRotation() implements InferenceIdentity {

    /** How it is read. */
    public static final Kind<RandomRotation> KIND = Kind.of(Group.PREPROCESSING, "RandomRotation", RandomRotation::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .doc("Turns images in training; identity at inference");

    private static RandomRotation read(Args args) {
        // How the image is changed matters in training alone.
        args.get("factor");
        args.get("value_range");
        args.get("fill_mode");
        args.get("fill_value");
        args.get("interpolation");
        args.get("data_format");
        return new RandomRotation();
    }
}
