package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;

/** Keras {@code AugMix}: mixes chains of changes into images in training; at inference it gives its input. */
public record AugMix() implements InferenceOnly {

    /** How it is read. */
    public static final Kind<AugMix> KIND = Kind.of(Group.PREPROCESSING, "AugMix", AugMix::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Mixes chains of changes into images in training, which is refused; identity at inference");

    private static AugMix read(Args args) {
        // How images are changed matters in training alone.
        RandomImage.readKept(
                args, "value_range", "num_chains", "chain_depth", "factor", "alpha", "all_ops", "interpolation");
        return new AugMix();
    }

    @Override
    public String reason() {
        return "chooses its changes when Keras traces a step, by numbers of Python that no file holds, and keeps to them in"
                + " all steps";
    }
}
