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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keras {@code Permute}: reorders the axes behind the batch.
 *
 * @param dims for each axis of the result the axis of the input, from 1
 */
public record Permute(List<Integer> dims) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<Permute> KIND = Kind.of(Group.RESHAPING, "Permute", Permute::read)
            .inKeras3(Lifting.taking("dims"))
            .doc("Other order of the axes");

    private static Permute read(Args args) {
        List<Integer> dims = args.integers("dims");
        List<Integer> expected = IntStream.rangeClosed(1, dims.size()).boxed().toList();
        if (!dims.stream().sorted().toList().equals(expected)) {
            args.report(Code.ARGUMENT_VALUE, "dims", "is %s, expected the axes from 1 on, each once", dims);
            return new Permute(List.of());
        }
        return new Permute(dims);
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        if (!problems.require(in.rank() == dims.size() + 1, "reorders the axes %s, got %s", dims, in)) {
            return Shape.UNKNOWN;
        }
        return Shape.of(axes().stream().map(in::size).toList());
    }

    private List<Integer> axes() {
        List<Integer> axes = new ArrayList<>(dims);
        axes.add(0, 0);
        return axes;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return ops.transpose(x, axes());
    }
}
