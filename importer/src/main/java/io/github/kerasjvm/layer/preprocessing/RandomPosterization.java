package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code RandomPosterization}: takes bits from the colours of images in training; at inference it gives its input. */
public record RandomPosterization() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<RandomPosterization> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomPosterization", RandomPosterization::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Takes bits from the colours of images in training, which is refused; identity at inference");

    private static RandomPosterization read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "factor", "value_range");
        return new RandomPosterization();
    }
}
