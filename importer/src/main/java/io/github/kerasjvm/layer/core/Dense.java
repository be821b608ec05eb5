package io.github.kerasjvm.layer.core;

import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code Dense}: {@code y = activation(x · kernel + bias)} on the last axis.
 *
 * <p>Takes {@code [batch, …, in]}, gives {@code [batch, …, units]}. Stores {@code kernel [in, units]} and, with
 * {@code useBias}, {@code bias [units]}, in that order, in every file format.
 *
 * @param units width of the output, 1 or more
 * @param activation applied last; linear when the file gives none
 * @param useBias whether a bias is stored and added
 */
public record Dense(int units, Activation activation, boolean useBias) implements UnaryLayer, KeepsMask {

    /** How it is read. */
    public static final Kind<Dense> KIND = Kind.of(Group.CORE, "Dense", Dense::read)
            .alias("TimeDistributedDense") // Keras 1: the same on each step
            .renamed("output_dim", "units") // Keras 1
            .renamed("bias", "use_bias") // Keras 1
            .inKeras3(Lifting.taking("units", "activation", "use_bias", "kernel_*", "bias_*"))
            .doc("Fully connected, on the last axis");

    private static Dense read(Args args) {
        return new Dense(args.positive("units"), args.activation("activation"), args.flag("use_bias", true));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return problems.require(
                        in.rank() >= 2 && in.last() != Shape.ANY,
                        "needs an input [batch, …, size] whose last size is known, got %s",
                        in)
                ? activation.output(in.withLast(units))
                : Shape.UNKNOWN;
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        WeightSpec kernel = WeightSpec.of("kernel", in.last(), units).or("W");
        return useBias ? List.of(kernel, WeightSpec.of("bias", units).or("b")) : List.of(kernel);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Value y = ops.matmul(x, w.get("kernel")); // [batch, …, units]
        return activation.apply(ops, useBias ? ops.add(y, w.get("bias")) : y);
    }
}
