package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code RandomTranslation}: moves images in training; at inference it gives its input. */
public record RandomTranslation() implements InferenceIdentity {

    /** How it is read. */
    public static final Kind<RandomTranslation> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomTranslation", RandomTranslation::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .doc("Moves images in training; identity at inference");

    private static RandomTranslation read(Args args) {
        // How the image is changed matters in training alone.
        args.get("height_factor");
        args.get("width_factor");
        args.get("fill_mode");
        args.get("fill_value");
        args.get("interpolation");
        args.get("data_format");
        return new RandomTranslation();
    }
}
