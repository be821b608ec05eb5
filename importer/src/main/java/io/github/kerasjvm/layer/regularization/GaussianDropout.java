package io.github.kerasjvm.layer.regularization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import java.util.List;

/**
 * Keras {@code GaussianDropout}: multiplies by noise around 1 in training; at inference it gives its input.
 *
 * @param rate the share to drop, from 0 to 1
 */
public record GaussianDropout(double rate) implements InferenceIdentity, KeepsMask {

    /** How it is read. */
    public static final Kind<GaussianDropout> KIND = Kind.of(
                    Group.REGULARIZATION, "GaussianDropout", GaussianDropout::read)
            .renamed("p", "rate") // Keras 1
            .inKeras3(Lifting.taking("rate", "seed"))
            .doc("Noise by multiplication; identity at inference");

    private static GaussianDropout read(Args args) {
        return new GaussianDropout(args.number("rate", 0));
    }

    /** {@code x * (1 + n √(rate / (1 - rate)))}. */
    @Override
    public List<Value> lower(Lowering call) {
        if (call.training().isEmpty() || rate <= 0 || rate >= 1) {
            return call.inputs();
        }
        Ops ops = call.ops();
        Value x = call.input(0);
        Value noise = ops.multiply(call.training().get().normal(x.shape()), ops.constant(Math.sqrt(rate / (1 - rate))));
        return List.of(ops.multiply(x, ops.add(noise, ops.constant(1))));
    }
}
