package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Keras {@code Discretization}: in which of the intervals between ascending boundaries each number lies. A boundary
 * belongs to the interval above it.
 *
 * @param boundaries the boundaries, in float32
 * @param encoding what is given
 */
public record Discretization(List<Float> boundaries, TokenEncoding encoding) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<Discretization> KIND = Kind.of(Group.PREPROCESSING, "Discretization", Discretization::read)
            .renamed("bins", "bin_boundaries") // TensorFlow 2.3 and 2.4
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("bin_boundaries", "num_bins", "epsilon", "output_mode", "sparse")
                    .bare()
                    .first(Lifted::computesInFloat))
            .doc("Numbers as indices of intervals");

    private static Discretization read(Args args) {
        // How boundaries were found, and the element type of the result, which is float32 here.
        List.of("num_bins", "epsilon", "dtype").forEach(args::get);
        List<Float> boundaries = List.of();
        if (args.get("bin_boundaries").isArray()) {
            boundaries = args.numbers("bin_boundaries", 0).stream()
                    .map(Double::floatValue)
                    .toList();
        } else {
            args.report(
                    Code.ARGUMENT_UNSUPPORTED,
                    "bin_boundaries",
                    "are not in the configuration; those of adapt() are read from Keras 3 alone, "
                            + "so give the layer its boundaries before it is saved");
        }
        if (!boundaries.stream().sorted().toList().equals(boundaries)) {
            args.report(Code.ARGUMENT_VALUE, "bin_boundaries", "are %s, expected ascending numbers", boundaries);
        }
        return new Discretization(boundaries, TokenEncoding.read(args, TokenEncoding.INT, TokenEncoding.values()));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return encoding.output(in, boundaries.size() + 1, problems);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        float[] thresholds = new float[boundaries.size()];
        for (int i = 0; i < thresholds.length; i++) {
            thresholds[i] = boundaries.get(i);
        }
        Value reached = TokenEncoding.reached(ops, x, thresholds);
        if (encoding == TokenEncoding.INT) {
            return ops.reduce(ReduceFunction.SUM, reached, List.of(-1), false);
        }
        // In an interval is what has reached its lower end, which the first has not, and not its upper end.
        Value rows = ops.subtract(beside(ops, reached, 1, 0), beside(ops, reached, 0, 1));
        return encoding.encode(ops, rows);
    }

    /** One more position on the last axis: a one before, or a zero after. */
    private static Value beside(Ops ops, Value x, int before, int after) {
        List<Integer> first = new ArrayList<>(Collections.nCopies(x.shape().rank(), 0));
        List<Integer> last = new ArrayList<>(first);
        first.set(first.size() - 1, before);
        last.set(last.size() - 1, after);
        return ops.apply(new Pad(first, last, before), x);
    }
}
