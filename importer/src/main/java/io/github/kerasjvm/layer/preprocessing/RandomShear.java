package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code RandomShear}: shears images in training; at inference it gives its input. */
public record RandomShear() implements InferenceIdentity {

    /** How it is read. */
    public static final Kind<RandomShear> KIND = Kind.of(Group.PREPROCESSING, "RandomShear", RandomShear::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Shears images in training; identity at inference");

    private static RandomShear read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "x_factor", "y_factor", "fill_mode", "fill_value", "interpolation");
        return new RandomShear();
    }
}
