package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code MixUp}: mixes images with others in training; at inference it gives its input. */
public record MixUp() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<MixUp> KIND = Kind.of(Group.PREPROCESSING, "MixUp", MixUp::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Mixes images with others in training, which is refused; identity at inference");

    private static MixUp read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "alpha");
        return new MixUp();
    }
}
