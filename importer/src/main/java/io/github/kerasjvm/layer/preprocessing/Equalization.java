package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code Equalization}: evens out the histogram of images in training; at inference it gives its input. */
public record Equalization() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<Equalization> KIND = Kind.of(Group.PREPROCESSING, "Equalization", Equalization::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Evens out the histogram of images in training, which is refused; identity at inference");

    private static Equalization read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "value_range", "bins");
        return new Equalization();
    }
}
