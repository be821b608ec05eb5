package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code RandomGrayscale}: takes the colour from images in training; at inference it gives its input. */
public record RandomGrayscale() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<RandomGrayscale> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomGrayscale", RandomGrayscale::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Takes the colour from images in training, which is refused; identity at inference");

    private static RandomGrayscale read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "factor");
        return new RandomGrayscale();
    }
}
