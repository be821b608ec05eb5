package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code RandomColorJitter}: changes brightness, contrast, saturation and hue of images in training; at inference it gives its input. */
public record RandomColorJitter() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<RandomColorJitter> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomColorJitter", RandomColorJitter::read)
            .inKeras("3")
            .ignoresTraining()
            .doc(
                    "Changes brightness, contrast, saturation and hue of images in training, which is refused; identity at inference");

    private static RandomColorJitter read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(
                args, "value_range", "brightness_factor", "contrast_factor", "saturation_factor", "hue_factor");
        return new RandomColorJitter();
    }
}
