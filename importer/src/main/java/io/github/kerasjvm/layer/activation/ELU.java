package io.github.kerasjvm.layer.activation;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Elu;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code ELU}: {@code x} above 0, {@code alpha * (e^x - 1)} below.
 *
 * @param alpha the depth of the floor
 */
public record ELU(double alpha) implements UnaryLayer, KeepsMask {

    /** How it is read. */
    public static final Kind<ELU> KIND = Kind.of(Group.ACTIVATION, "ELU", ELU::read)
            .inKeras3(Lifting.taking("alpha"))
            .doc("Exponential linear unit");

    private static ELU read(Args args) {
        return new ELU(args.number("alpha", 1));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return in;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return ops.apply(new Elu(alpha, 1), x);
    }
}
