package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;

/** Keras {@code RandomContrast}: changes the contrast of images in training; at inference it gives its input. */
public record RandomContrast() implements InferenceIdentity {

    /** How it is read. */
    public static final Kind<RandomContrast> KIND = Kind.of(Group.PREPROCESSING, "RandomContrast", RandomContrast::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .inKeras3(Lifting.taking("factor", "value_range", "seed"))
            .doc("Changes the contrast of images in training; identity at inference");

    private static RandomContrast read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "factor", "value_range");
        return new RandomContrast();
    }
}
