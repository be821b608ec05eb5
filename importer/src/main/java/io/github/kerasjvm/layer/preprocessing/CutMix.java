package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code CutMix}: pastes parts of images into others in training; at inference it gives its input. */
public record CutMix() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<CutMix> KIND = Kind.of(Group.PREPROCESSING, "CutMix", CutMix::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Pastes parts of images into others in training, which is refused; identity at inference");

    private static CutMix read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "factor");
        return new CutMix();
    }
}
