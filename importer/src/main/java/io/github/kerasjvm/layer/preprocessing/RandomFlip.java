package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;

/** Keras {@code RandomFlip}: flips images in training; at inference it gives its input. */
public record RandomFlip() implements InferenceIdentity {

    /** How it is read. */
    public static final Kind<RandomFlip> KIND = Kind.of(Group.PREPROCESSING, "RandomFlip", RandomFlip::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .inKeras3(Lifting.taking("mode", "seed", "data_format"))
            .doc("Flips images in training; identity at inference");

    private static RandomFlip read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "mode");
        return new RandomFlip();
    }
}
