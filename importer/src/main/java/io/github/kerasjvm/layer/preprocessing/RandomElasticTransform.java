package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code RandomElasticTransform}: bends images in training; at inference it gives its input. */
public record RandomElasticTransform() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<RandomElasticTransform> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomElasticTransform", RandomElasticTransform::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Bends images in training, which is refused; identity at inference");

    private static RandomElasticTransform read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "factor", "scale", "interpolation", "fill_mode", "fill_value", "value_range");
        return new RandomElasticTransform();
    }
}
