package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code RandAugment}: makes a few random changes to images in training; at inference it gives its input. */
public record RandAugment() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<RandAugment> KIND = Kind.of(Group.PREPROCESSING, "RandAugment", RandAugment::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Makes a few random changes to images in training, which is refused; identity at inference");

    private static RandAugment read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "value_range", "num_ops", "factor", "interpolation");
        return new RandAugment();
    }
}
