package io.github.kerasjvm.layer.regularization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code Dropout}: sets a share of its input to zero in training; at inference it gives its input.
 *
 * @param rate the share to drop, from 0 to 1
 * @param noiseShape the sizes that the drawn numbers have, {@link Shape#ANY} for those of the input; empty for all of these
 */
public record Dropout(double rate, List<Integer> noiseShape) implements InferenceIdentity, KeepsMask {

    /** How it is read. */
    public static final Kind<Dropout> KIND = Kind.of(Group.REGULARIZATION, "Dropout", Dropout::read)
            .renamed("p", "rate") // Keras 1
            .inKeras3(Lifting.taking("rate", "noise_shape", "seed"))
            .doc("Drops elements in training; identity at inference");

    private static Dropout read(Args args) {
        double rate = args.number("rate", 0);
        if (!(rate >= 0 && rate <= 1)) {
            args.report(Code.ARGUMENT_RANGE, "rate", "is %s, expected a share from 0 to 1", rate);
        }
        return new Dropout(rate, Noise.shape(args));
    }

    @Override
    public List<Value> lower(Lowering call) {
        return Noise.dropped(call, rate, noiseShape);
    }
}
