package io.github.kerasjvm.layer.activation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.layer.lift.Lifting;
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
            .inKeras3(Lifting.taking("threshold").as("ReLU").first(ThresholdedReLU::lift))
            .doc("x above a threshold, 0 up to it");

    /** Keras 3 has it as a ReLU, whose threshold is not below 0. */
    private static void lift(Lifted layer) {
        JsonNode theta = layer.take("theta");
        if (theta.asDouble(1) < 0) {
            layer.refuse("theta", "is " + theta + "; ReLU of Keras 3 takes no threshold below 0");
        }
        layer.put("threshold", theta.isNull() ? DoubleNode.valueOf(1) : theta);
        layer.change(Change.Kind.REPLACED, "ThresholdedReLU by ReLU(threshold=" + theta + ")");
    }

    private static ThresholdedReLU read(Args args) {
        return new ThresholdedReLU(args.number("theta", 1));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return in;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return new ReLU(Double.POSITIVE_INFINITY, 0, theta).lower(ops, x, w);
    }
}
