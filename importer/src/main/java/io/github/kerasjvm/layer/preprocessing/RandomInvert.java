package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code RandomInvert}: inverts the colours of images in training; at inference it gives its input. */
public record RandomInvert() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<RandomInvert> KIND = Kind.of(Group.PREPROCESSING, "RandomInvert", RandomInvert::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Inverts the colours of images in training, which is refused; identity at inference");

    private static RandomInvert read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "factor", "value_range");
        return new RandomInvert();
    }
}
