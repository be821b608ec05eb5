package io.github.kerasjvm.layer.regularization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Value;
import java.util.List;

/**
 * Keras {@code GaussianNoise}: adds noise in training; at inference it gives its input.
 *
 * @param stddev the standard deviation of the noise
 */
public record GaussianNoise(double stddev) implements InferenceIdentity, KeepsMask {

    /** How it is read. */
    public static final Kind<GaussianNoise> KIND = Kind.of(Group.REGULARIZATION, "GaussianNoise", GaussianNoise::read)
            .renamed("sigma", "stddev") // Keras 1
            .inKeras3(Lifting.taking("stddev", "seed"))
            .doc("Noise by addition; identity at inference");

    private static GaussianNoise read(Args args) {
        return new GaussianNoise(args.number("stddev", 0));
    }

    /** {@code x + stddev * n}. */
    @Override
    public List<Value> lower(Lowering call) {
        if (call.training().isEmpty() || stddev == 0) {
            return call.inputs();
        }
        Value x = call.input(0);
        Value noise = call.training().get().normal(x.shape());
        return List.of(call.ops().add(x, call.ops().multiply(noise, call.ops().constant(stddev))));
    }
}
