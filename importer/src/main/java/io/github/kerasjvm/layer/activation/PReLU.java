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
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code PReLU}: {@code x} above 0, {@code alpha * x} below, with a trained slope for each element.
 *
 * <p>Stores {@code alpha}, of the input's shape without the batch and with 1 for each shared axis.
 *
 * @param sharedAxes the axes, from 1, along which the slope is the same
 * @param hasUntoldAxes whether there may be more of these, which the file does not name, as in Keras 1
 */
public record PReLU(List<Integer> sharedAxes, boolean hasUntoldAxes) implements UnaryLayer, KeepsMask {

    /** How it is read. */
    public static final Kind<PReLU> KIND = Kind.of(Group.ACTIVATION, "PReLU", PReLU::read)
            .inKeras3(Lifting.taking("shared_axes", "alpha_*")
                    .dropping("weights")
                    .first(layer -> layer.rename("init", "alpha_initializer")))
            .doc("A trained slope below 0");

    private static PReLU read(Args args) {
        List<Integer> shared = args.integers("shared_axes");
        if (shared.stream().anyMatch(axis -> axis < 1)) {
            args.report(Code.ARGUMENT_RANGE, "shared_axes", "is %s, expected axes of 1 or more", shared);
            shared = List.of();
        }
        args.get("weights"); // Keras 1: initial weights, always null in a file
        return new PReLU(shared, args.semantics().kernelsOfKeras1());
    }

    private Shape slopes(Shape in) {
        Shape slopes = in;
        for (int axis : sharedAxes) {
            slopes = slopes.with(axis, 1);
        }
        return slopes.from(1);
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        boolean known = sharedAxes.stream().allMatch(axis -> axis < in.rank())
                && slopes(in).isKnown();
        return problems.require(known, "needs an input whose sizes are known but for axes %s, got %s", sharedAxes, in)
                ? in
                : Shape.UNKNOWN;
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        WeightSpec alpha = WeightSpec.of("alpha", slopes(in)).or("alphas");
        return List.of(hasUntoldAxes ? UntoldAxes.of(alpha) : alpha);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return ops.select(ops.greater(x, ops.constant(0)), x, ops.multiply(x, w.get("alpha")));
    }
}
