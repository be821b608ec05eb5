package io.github.kerasjvm.layer.reshaping;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code RepeatVector}: {@code [batch, features]} to {@code [batch, n, features]}.
 *
 * @param n how often
 */
public record RepeatVector(int n) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<RepeatVector> KIND = Kind.of(Group.RESHAPING, "RepeatVector", RepeatVector::read)
            .inKeras3(Lifting.taking("n"))
            .doc("A vector as n equal steps");

    private static RepeatVector read(Args args) {
        return new RepeatVector(args.positive("n"));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return problems.require(in.rank() == 2, "needs an input [batch, features], got %s", in)
                ? Shape.of(in.size(0), n, in.size(1))
                : Shape.UNKNOWN;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        int features = x.shape().size(1);
        Value step = ops.reshape(x, Shape.of(Shape.ANY, 1, features));
        return ops.broadcast(step, Shape.of(Shape.ANY, n, features));
    }
}
