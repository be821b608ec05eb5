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
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code AlphaDropout}: drops elements in training and keeps mean and variance; at inference it gives its input.
 *
 * @param rate the share to drop, from 0 to 1
 * @param noiseShape the sizes that the drawn numbers have, {@link Shape#ANY} for those of the input; empty for all of these
 */
public record AlphaDropout(double rate, List<Integer> noiseShape) implements InferenceIdentity, KeepsMask {

    /** How it is read. */
    public static final Kind<AlphaDropout> KIND = Kind.of(Group.REGULARIZATION, "AlphaDropout", AlphaDropout::read)
            .renamed("p", "rate") // Keras 1
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("rate", "noise_shape", "seed"))
            .doc("Dropout that keeps mean and variance; identity at inference");

    private static AlphaDropout read(Args args) {
        return new AlphaDropout(args.number("rate", 0), Noise.shape(args));
    }

    /** Dropped elements become {@code -1.7580…}, and all are moved and scaled so that mean and variance stay (Klambauer 2017). */
    @Override
    public List<Value> lower(Lowering call) {
        if (call.training().isEmpty() || rate <= 0 || rate >= 1) {
            return call.inputs();
        }
        Ops ops = call.ops();
        double floor = -1.6732632423543772848170429916717 * 1.0507009873554804934193349852946;
        double scale = 1 / Math.sqrt((1 - rate) * (1 + rate * floor * floor));
        Value kept = Noise.kept(call, rate, noiseShape);
        Value dropped = ops.select(kept, call.input(0), ops.constant(floor));
        return List.of(ops.add(ops.multiply(dropped, ops.constant(scale)), ops.constant(-scale * floor * rate)));
    }
}
