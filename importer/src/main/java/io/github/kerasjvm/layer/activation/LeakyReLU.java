package io.github.kerasjvm.layer.activation;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.LeakyRelu;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code LeakyReLU}: {@code x} above 0, {@code negativeSlope * x} below.
 *
 * @param negativeSlope the slope below 0
 */
public record LeakyReLU(double negativeSlope) implements UnaryLayer, KeepsMask {

    /** How it is read. */
    public static final Kind<LeakyReLU> KIND = Kind.of(Group.ACTIVATION, "LeakyReLU", LeakyReLU::read)
            .renamed("alpha", "negative_slope") // Keras 1 and 2
            .inKeras3(Lifting.taking("negative_slope"))
            .doc("A slope below 0");

    private static LeakyReLU read(Args args) {
        return new LeakyReLU(args.number("negative_slope", 0.3));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return in;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return ops.apply(new LeakyRelu(negativeSlope), x);
    }
}
