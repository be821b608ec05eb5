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
 * Keras 1 {@code ParametricSoftplus}: {@code alpha * log(1 + e^(beta * x))} with trained alpha and beta for each element.
 *
 * <p>Stores {@code alphas} and {@code betas}, of the input's shape without the batch and with 1 for each shared axis.
 *
 */
public record ParametricSoftplus() implements UnaryLayer, KeepsMask {

    /** How it is read. */
    public static final Kind<ParametricSoftplus> KIND = Kind.of(
                    Group.ACTIVATION, "ParametricSoftplus", ParametricSoftplus::read)
            .inKeras("1")
            .inKeras3(Lifting.refused("has trained slopes of a softplus; no layer of Keras 3 does"))
            .doc("Softplus with trained scales");

    private static ParametricSoftplus read(Args args) {
        args.get("weights"); // initial weights, always null in a file
        return new ParametricSoftplus();
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        boolean known = in.isKnownFrom(1);
        return problems.require(known, "needs an input whose sizes are known, got %s", in) ? in : Shape.UNKNOWN;
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        return Stream.of("alphas", "betas")
                .map(name -> UntoldAxes.of(WeightSpec.of(name, in.from(1))))
                .toList();
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Value soft = ops.unary(UnaryFunction.SOFTPLUS, ops.multiply(w.get("betas"), x));
        return ops.multiply(w.get("alphas"), soft);
    }
}
