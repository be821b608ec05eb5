package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code RandomSaturation}: changes the saturation of images in training; at inference it gives its input. */
public record RandomSaturation() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<RandomSaturation> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomSaturation", RandomSaturation::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Changes the saturation of images in training, which is refused; identity at inference");

    private static RandomSaturation read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "factor", "value_range");
        return new RandomSaturation();
    }
}
