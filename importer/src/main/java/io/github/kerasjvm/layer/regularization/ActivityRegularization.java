package io.github.kerasjvm.layer.regularization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keras {@code ActivityRegularization}: adds a loss on its input and gives its input.
 *
 * @param l1 the factor of the sum of absolute values
 * @param l2 the factor of the sum of squares
 */
public record ActivityRegularization(double l1, double l2) implements InferenceIdentity, KeepsMask {

    /** How it is read. */
    public static final Kind<ActivityRegularization> KIND = Kind.of(
                    Group.REGULARIZATION, "ActivityRegularization", ActivityRegularization::read)
            .inKeras3(Lifting.taking("l1", "l2").first(ActivityRegularization::lift))
            .doc("A loss on its input in training; identity at inference");

    private static void lift(Lifted layer) {
        layer.requireActivityPerBatch("l1", "l1 and l2");
    }

    private static ActivityRegularization read(Args args) {
        return new ActivityRegularization(args.number("l1", 0), args.number("l2", 0));
    }

    @Override
    public List<Value> lower(Lowering call) {
        call.step().ifPresent(step -> step.penalty(penalty(call.ops(), call.input(0))));
        return call.inputs();
    }

    /** {@code l1 Σ|x| + l2 Σx²}. */
    private Value penalty(Ops ops, Value x) {
        List<Integer> all = IntStream.range(0, x.shape().rank()).boxed().toList();
        Value absolutes = ops.reduce(ReduceFunction.SUM, ops.unary(UnaryFunction.ABSOLUTE, x), all, false);
        Value squares = ops.reduce(ReduceFunction.SUM, ops.multiply(x, x), all, false);
        return ops.add(ops.multiply(absolutes, ops.constant(l1)), ops.multiply(squares, ops.constant(l2)));
    }
}
