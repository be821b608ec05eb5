package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code RandomColorDegeneration}: fades the colours of images in training; at inference it gives its input. */
public record RandomColorDegeneration() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<RandomColorDegeneration> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomColorDegeneration", RandomColorDegeneration::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Fades the colours of images in training, which is refused; identity at inference");

    private static RandomColorDegeneration read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "factor", "value_range");
        return new RandomColorDegeneration();
    }
}
