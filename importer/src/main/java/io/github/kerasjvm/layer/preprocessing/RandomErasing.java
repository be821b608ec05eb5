package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code RandomErasing}: erases parts of images in training; at inference it gives its input. */
public record RandomErasing() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<RandomErasing> KIND = Kind.of(Group.PREPROCESSING, "RandomErasing", RandomErasing::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Erases parts of images in training, which is refused; identity at inference");

    private static RandomErasing read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "factor", "scale", "fill_value", "value_range");
        return new RandomErasing();
    }
}
