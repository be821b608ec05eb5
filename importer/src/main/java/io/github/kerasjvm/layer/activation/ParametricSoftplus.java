package io.github.kerasjvm.layer.activation;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras 1 {@code ParametricSoftplus}: {@code alpha * log(1 + e^(beta * x))} with trained alpha and beta for each element.
 *
 * <p>Stores {@code alphas} and {@code betas}, of the input's shape without the batch and with 1 for each shared axis.
 *
 * @param sharedAxes the axes, from 1, along which they are the same
 */
public record ParametricSoftplus(List<Integer> sharedAxes) implements UnaryLayer, KeepsMask {

    /** How it is read. */
    public static final Kind<ParametricSoftplus> KIND = Kind.of(
                    Group.ACTIVATION, "ParametricSoftplus", ParametricSoftplus::read)
            .inKeras("1")
            .inKeras3(Lifting.refused("has trained slopes of a softplus; no layer of Keras 3 does"))
            .doc("Softplus with trained scales");

    private static ParametricSoftplus read(Args args) {
        args.get("weights"); // initial weights, always null in a file
        return new ParametricSoftplus(args.integers("shared_axes"));
    }

    private Shape scales(Shape in) {
        Shape scales = in;
        for (int axis : sharedAxes) {
            scales = scales.with(axis, 1);
        }
        return scales.from(1);
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        boolean known = sharedAxes.stream().allMatch(axis -> axis > 0 && axis < in.rank())
                && scales(in).isKnown();
        return problems.require(known, "needs an input whose sizes are known but for axes %s, got %s", sharedAxes, in)
                ? in
                : Shape.UNKNOWN;
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        return List.of(WeightSpec.of("alphas", scales(in)), WeightSpec.of("betas", scales(in)));
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Value soft = ops.unary(UnaryFunction.SOFTPLUS, ops.multiply(w.get("betas"), x));
        return ops.multiply(w.get("alphas"), soft);
    }
}
