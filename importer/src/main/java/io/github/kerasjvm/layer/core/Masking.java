package io.github.kerasjvm.layer.core;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Keras {@code Masking}: masks the steps all of whose features have one value, and sets them to zero. Takes and gives
 * {@code [batch, steps, features]}.
 *
 * @param maskValue the value
 */
public record Masking(double maskValue) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<Masking> KIND = Kind.of(Group.CORE, "Masking", Masking::read)
            .inKeras3(Lifting.taking("mask_value"))
            .doc("Masks steps of one value");

    private static Masking read(Args args) {
        return new Masking(args.number("mask_value", 0));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return problems.require(in.rank() >= 2, "needs an input [batch, …, features], got %s", in) ? in : Shape.UNKNOWN;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return ops.select(counts(ops, x, true), x, ops.constant(0));
    }

    @Override
    public List<Optional<Value>> masks(Lowering call) {
        return List.of(Optional.of(counts(call.ops(), call.input(0), false)));
    }

    private Value counts(Ops ops, Value x, boolean keepDims) {
        Value differs = ops.subtract(ops.constant(1), ops.equal(x, ops.constant(maskValue)));
        return ops.reduce(ReduceFunction.MAXIMUM, differs, List.of(-1), keepDims);
    }
}
