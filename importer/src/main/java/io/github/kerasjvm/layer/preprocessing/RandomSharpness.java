package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code RandomSharpness}: changes the sharpness of images in training; at inference it gives its input. */
public record RandomSharpness() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<RandomSharpness> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomSharpness", RandomSharpness::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Changes the sharpness of images in training, which is refused; identity at inference");

    private static RandomSharpness read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "factor", "value_range");
        return new RandomSharpness();
    }
}
