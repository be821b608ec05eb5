package io.github.kerasjvm.layer.core;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras 1 {@code MaxoutDense}: the largest of several affine maps, element by element.
 *
 * <p>Takes {@code [batch, in]}, gives {@code [batch, units]}. Stores {@code W [features, in, units]} and
 * {@code b [features, units]}.
 *
 * @param units width of the output
 * @param features how many maps
 * @param useBias whether the biases are stored and added
 */
public record MaxoutDense(int units, int features, boolean useBias) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<MaxoutDense> KIND = Kind.of(Group.CORE, "MaxoutDense", MaxoutDense::read)
            .inKeras("1")
            .inKeras3(Lifting.refused("gives the largest of several products; no layer of Keras 3 does"))
            .doc("The largest of several affine maps");

    private static MaxoutDense read(Args args) {
        return new MaxoutDense(args.positive("output_dim"), args.positive("nb_feature", 4), args.flag("bias", true));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return problems.require(in.rank() == 2 && in.last() != Shape.ANY, "needs an input [batch, size], got %s", in)
                ? in.withLast(units)
                : Shape.UNKNOWN;
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        WeightSpec kernel = WeightSpec.of("W", features, in.last(), units);
        return useBias ? List.of(kernel, WeightSpec.of("b", features, units)) : List.of(kernel);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        // [batch, 1, 1, in] · [features, in, units] = [batch, features, 1, units]
        Value rows = ops.reshape(x, Shape.of(Shape.ANY, 1, 1, x.shape().last()));
        Value maps = ops.reshape(ops.matmul(rows, w.get("W")), Shape.of(Shape.ANY, features, units));
        Value sum = useBias ? ops.add(maps, w.get("b")) : maps;
        return ops.reduce(ReduceFunction.MAXIMUM, sum, List.of(1), false);
    }
}
