package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code RandomGaussianBlur}: blurs images in training; at inference it gives its input. */
public record RandomGaussianBlur() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<RandomGaussianBlur> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomGaussianBlur", RandomGaussianBlur::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Blurs images in training, which is refused; identity at inference");

    private static RandomGaussianBlur read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "factor", "kernel_size", "sigma", "value_range");
        return new RandomGaussianBlur();
    }
}
