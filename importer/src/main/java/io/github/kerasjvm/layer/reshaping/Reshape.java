package io.github.kerasjvm.layer.reshaping;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code Reshape}: {@code [batch, …]} to {@code [batch, target…]}, the elements in the same order.
 *
 * @param target the sizes after the batch; one may be -1 and follows from the others
 */
public record Reshape(List<Integer> target) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<Reshape> KIND = Kind.of(Group.RESHAPING, "Reshape", Reshape::read)
            .inKeras3(Lifting.taking("target_shape"))
            .doc("Other sizes, same elements");

    private static Reshape read(Args args) {
        List<Integer> target = args.integers("target_shape");
        if (target.stream().filter(size -> size == -1).count() > 1
                || target.stream().anyMatch(size -> size < -1)) {
            args.report(Code.ARGUMENT_RANGE, "target_shape", "is %s, expected sizes, at most one of them -1", target);
            return new Reshape(List.of());
        }
        return new Reshape(target);
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        Shape result = Shape.of(target).after(in.size(0));
        if (!in.isKnownFrom(1)) {
            return result;
        }
        long elements = in.elementsFrom(1);
        long others = target.stream()
                .filter(size -> size != -1)
                .mapToLong(size -> size)
                .reduce(1, Math::multiplyExact);
        boolean open = target.contains(-1);
        boolean fits = open ? others > 0 && elements % others == 0 : elements == others;
        if (!problems.require(fits, "cannot bring %s to %s: %s elements", in, result, elements)) {
            return Shape.UNKNOWN;
        }
        return open ? result.with(target.indexOf(-1) + 1, Math.toIntExact(elements / others)) : result;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return ops.reshape(x, output(x.shape(), Problems.none()).with(0, Shape.ANY));
    }
}
