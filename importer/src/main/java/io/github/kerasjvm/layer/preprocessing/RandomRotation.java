package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;

/** Keras {@code RandomRotation}: turns images in training; at inference it gives its input. */
public record RandomRotation() implements InferenceIdentity {

    /** How it is read. */
    public static final Kind<RandomRotation> KIND = Kind.of(Group.PREPROCESSING, "RandomRotation", RandomRotation::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .inKeras3(Lifting.taking("factor", "fill_mode", "interpolation", "seed", "fill_value", "data_format"))
            .doc("Turns images in training; identity at inference");

    private static RandomRotation read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "factor", "value_range", "fill_mode", "fill_value", "interpolation");
        return new RandomRotation();
    }
}
