package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code RandomPerspective}: changes the perspective of images in training; at inference it gives its input. */
public record RandomPerspective() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<RandomPerspective> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomPerspective", RandomPerspective::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Changes the perspective of images in training, which is refused; identity at inference");

    private static RandomPerspective read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "factor", "scale", "interpolation", "fill_value");
        return new RandomPerspective();
    }
}
