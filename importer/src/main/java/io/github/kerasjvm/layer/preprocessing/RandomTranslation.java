package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;

/** Keras {@code RandomTranslation}: moves images in training; at inference it gives its input. */
public record RandomTranslation() implements InferenceIdentity {

    /** How it is read. */
    public static final Kind<RandomTranslation> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomTranslation", RandomTranslation::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .inKeras3(Lifting.taking(
                    "height_factor", "width_factor", "fill_mode", "interpolation", "seed", "fill_value", "data_format"))
            .doc("Moves images in training; identity at inference");

    private static RandomTranslation read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "height_factor", "width_factor", "fill_mode", "fill_value", "interpolation");
        return new RandomTranslation();
    }
}
