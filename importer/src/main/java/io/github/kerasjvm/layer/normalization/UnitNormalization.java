package io.github.kerasjvm.layer.normalization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.UnitLength;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code UnitNormalization}: brings vectors along some axes to length 1.
 *
 * @param axes the axes; negative counts from the last
 */
public record UnitNormalization(List<Integer> axes) implements UnaryLayer, KeepsMask {

    /** How it is read. */
    public static final Kind<UnitNormalization> KIND = Kind.of(
                    Group.NORMALIZATION, "UnitNormalization", UnitNormalization::read)
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("axis"))
            .doc("Vectors to length 1");

    private static UnitNormalization read(Args args) {
        List<Integer> axes = args.integers("axis");
        return new UnitNormalization(axes.isEmpty() ? List.of(-1) : axes);
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        boolean inside = axes.stream().allMatch(axis -> axis < in.rank() && axis >= -in.rank());
        return problems.require(inside, "has the axes %s, which the input %s lacks", axes, in) ? in : Shape.UNKNOWN;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return UnitLength.of(ops, x, axes);
    }
}
