package io.github.kerasjvm.layer.activation;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code ThresholdedReLU} (Keras 1 and 2): {@code x} above theta, 0 up to it.
 *
 * @param theta the threshold
 */
public record ThresholdedReLU(double theta) implements UnaryLayer, KeepsMask {

    /** How it is read. */
    public static final Kind<ThresholdedReLU> KIND = Kind.of(Group.ACTIVATION, "ThresholdedReLU", ThresholdedReLU::read)
            .inKeras("1, 2")
            .doc("x above a threshold, 0 up to it");

    private static ThresholdedReLU read(Args args) {
        return new ThresholdedReLU(args.number("theta", 1));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return in;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return ops.select(ops.greater(x, ops.constant(theta)), x, ops.constant(0));
    }
}
