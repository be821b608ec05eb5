package io.github.kerasjvm.layer.activation;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.UntoldAxes;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keras 1 {@code SReLU}: a line with trained bends below and above,
 * {@code tl + al * (x - tl)} up to {@code tl}, {@code tr + ar * (x - tr)} from {@code tr' = tl + |tr|} on, x between.
 *
 * <p>Stores {@code t_left, a_left, t_right, a_right}, of the input's shape without the batch and with 1 for each shared
 * axis (keras/layers/advanced_activations.py, 1.2.2).
 *
 * @param boundsLeft whether the left line ends at the right bend, too, as on Theano, whose relu bounds all of it
 */
public record SReLU(boolean boundsLeft) implements UnaryLayer, KeepsMask {

    /** How it is read. */
    public static final Kind<SReLU> KIND = Kind.of(Group.ACTIVATION, "SReLU", SReLU::read)
            .inKeras("1")
            .inKeras3(Lifting.refused("has trained thresholds and slopes; no layer of Keras 3 does"))
            .doc("A line with two trained bends");

    private static SReLU read(Args args) {
        return new SReLU(args.semantics().theanoAlignment());
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        boolean known = in.isKnownFrom(1);
        return problems.require(known, "needs an input whose sizes are known, got %s", in) ? in : Shape.UNKNOWN;
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        return Stream.of("t_left", "a_left", "t_right", "a_right")
                .map(name -> UntoldAxes.of(WeightSpec.of(name, in.from(1))))
                .toList();
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Value left = w.get("t_left");
        Value right = ops.add(left, ops.unary(UnaryFunction.ABSOLUTE, w.get("t_right")));
        Value slope = ops.multiply(w.get("a_left"), ops.subtract(x, left));
        Value below = ops.add(left, boundsLeft ? ops.minimum(slope, ops.subtract(right, left)) : slope);
        Value above = ops.add(right, ops.multiply(w.get("a_right"), ops.subtract(x, right)));
        Value middle = ops.select(ops.greaterOrEqual(x, right), above, x);
        return ops.select(ops.greaterOrEqual(left, x), below, middle);
    }
}
