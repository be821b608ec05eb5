package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code Solarization}: inverts the bright colours of images in training; at inference it gives its input. */
public record Solarization() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<Solarization> KIND = Kind.of(Group.PREPROCESSING, "Solarization", Solarization::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Inverts the bright colours of images in training, which is refused; identity at inference");

    private static Solarization read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "addition_factor", "threshold_factor", "value_range");
        return new Solarization();
    }
}
