package io.github.kerasjvm.layer.normalization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Keras {@code RMSNormalization} (Keras 3): {@code x / √(mean(x²) + epsilon) * scale} along an axis.
 *
 * <p>Stores {@code scale}, of the size of the axis.
 *
 * @param axis the axis; negative counts from the last
 * @param epsilon added to the mean
 */
public record RMSNormalization(int axis, double epsilon) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<RMSNormalization> KIND = Kind.of(
                    Group.NORMALIZATION, "RMSNormalization", RMSNormalization::read)
            .inKeras("3")
            .doc("Division by the root mean square along an axis");

    private static RMSNormalization read(Args args) {
        List<Integer> axes = args.integers("axis");
        if (axes.size() > 1) {
            args.report(Code.ARGUMENT_UNSUPPORTED, "axis", "is %s; one axis runs here", axes);
        }
        return new RMSNormalization(axes.isEmpty() ? -1 : axes.get(0), args.number("epsilon", 1e-6));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        boolean inside = axis < in.rank() && axis >= -in.rank() && in.size(axis) != Shape.ANY;
        return problems.require(inside, "needs an input whose axis %s is known, got %s", axis, in) ? in : Shape.UNKNOWN;
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        return List.of(WeightSpec.of("scale", in.size(axis)));
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Value mean = ops.reduce(ReduceFunction.MEAN, ops.multiply(x, x), List.of(axis), true);
        int[] sizes = new int[x.shape().rank() - x.shape().axis(axis)];
        Arrays.fill(sizes, 1);
        sizes[0] = x.shape().size(axis);
        Value y = ops.divide(x, ops.squareRoot(ops.add(mean, ops.constant(epsilon))));
        return ops.multiply(y, ops.reshape(w.get("scale"), Shape.of(sizes)));
    }
}
