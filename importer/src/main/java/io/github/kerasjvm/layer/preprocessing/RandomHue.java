package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code RandomHue}: changes the hue of images in training; at inference it gives its input. */
public record RandomHue() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<RandomHue> KIND = Kind.of(Group.PREPROCESSING, "RandomHue", RandomHue::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Changes the hue of images in training, which is refused; identity at inference");

    private static RandomHue read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "factor", "value_range");
        return new RandomHue();
    }
}
