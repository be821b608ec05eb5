package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;

/** Keras {@code RandomBrightness}: changes the brightness of images in training; at inference it gives its input. */
public record RandomBrightness() implements InferenceIdentity {

    /** How it is read. */
    public static final Kind<RandomBrightness> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomBrightness", RandomBrightness::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .inKeras3(Lifting.taking("factor", "value_range", "seed"))
            .doc("Changes the brightness of images in training; identity at inference");

    private static RandomBrightness read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "factor", "value_range");
        return new RandomBrightness();
    }
}
