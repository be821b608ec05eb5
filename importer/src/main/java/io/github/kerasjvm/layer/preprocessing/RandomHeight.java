package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;

/** Keras {@code RandomHeight}: changes the height of images in training; at inference it gives its input. */
public record RandomHeight() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<RandomHeight> KIND = Kind.of(Group.PREPROCESSING, "RandomHeight", RandomHeight::read)
            .inKeras("2")
            .ignoresTraining()
            .inKeras3(Lifting.refused("is a layer that Keras 3 has no more"))
            .doc("Changes the height of images in training, which is refused; identity at inference");

    private static RandomHeight read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(args, "factor", "interpolation");
        return new RandomHeight();
    }

    @Override
    public String reason() {
        return "gives images of another height in each step of training, for which no step can be prepared";
    }
}
