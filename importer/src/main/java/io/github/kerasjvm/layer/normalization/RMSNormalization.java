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
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keras {@code RMSNormalization} (Keras 3): {@code x / √(mean(x²) + epsilon) * scale} over the last axis or several.
 *
 * <p>Stores {@code scale}, of the sizes of the axes in rising order. Keras 3.15 multiplies by it as it lies, so along the
 * last axes whichever were named, and on PyTorch takes the mean over the last axes, too (ops/nn.py, _rms_normalization):
 * over other axes than the last ones the number depends on the backend, which the file does not name, and is refused.
 *
 * @param axes the axes, in rising order; negative ones count from the last
 * @param epsilon added to the mean
 */
public record RMSNormalization(List<Integer> axes, double epsilon) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<RMSNormalization> KIND = Kind.of(
                    Group.NORMALIZATION, "RMSNormalization", RMSNormalization::read)
            .inKeras("3")
            .doc("Division by the root mean square over the last axis or several");

    private static RMSNormalization read(Args args) {
        List<Integer> axes = args.integers("axis");
        return new RMSNormalization(
                axes.isEmpty() ? List.of(-1) : axes.stream().sorted().toList(), args.number("epsilon", 1e-6));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        int first = in.rank() - axes.size();
        boolean last = first > 0
                && IntStream.range(0, axes.size())
                        .allMatch(i -> axes.get(i) == first + i || axes.get(i) + in.rank() == first + i);
        boolean fits = problems.require(
                last, "runs over the last axes alone, got the axes %s of %s: others differ between backends", axes, in);
        return fits
                        && problems.require(
                                axes.stream().allMatch(axis -> in.size(axis) != Shape.ANY),
                                "needs an input whose axes %s are known, got %s",
                                axes,
                                in)
                ? in
                : Shape.UNKNOWN;
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        return List.of(
                WeightSpec.of("scale", Shape.of(axes.stream().map(in::size).toList())));
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Value mean = ops.reduce(ReduceFunction.MEAN, ops.multiply(x, x), axes, true);
        Value y = ops.divide(x, ops.squareRoot(ops.add(mean, ops.constant(epsilon))));
        return ops.multiply(y, w.get("scale"));
    }
}
