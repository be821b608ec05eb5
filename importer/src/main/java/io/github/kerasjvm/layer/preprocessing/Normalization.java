package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Keras {@code Normalization}: {@code (x - mean) / max(√variance, 1e-7)} along some axes; inverted,
 * {@code x * max(√variance, 1e-7) + mean}.
 *
 * <p>The statistics are in the configuration, or stored as {@code mean}, {@code variance} and {@code count} after
 * {@code adapt()}.
 *
 * @param axes the axes that have statistics of their own; negative counts from the last
 * @param mean the mean in the configuration; empty when it is stored
 * @param variance the variance in the configuration; empty when it is stored
 * @param invert whether the normalisation is undone
 * @param keepsMask whether the result has the mask of the input, as in Keras 3
 */
public record Normalization(
        List<Integer> axes, List<Double> mean, List<Double> variance, boolean invert, boolean keepsMask)
        implements UnaryLayer {

    /** How it is read. */
    public static final Kind<Normalization> KIND = Kind.of(Group.PREPROCESSING, "Normalization", Normalization::read)
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("axis", "mean", "variance", "invert"))
            .doc("Normalisation with fixed statistics");

    private static Normalization read(Args args) {
        List<Double> mean = args.has("mean") ? args.numbers("mean", 0) : List.of();
        List<Double> variance = args.has("variance") ? args.numbers("variance", 1) : List.of();
        if (mean.isEmpty() != variance.isEmpty()) {
            args.report(Code.ARGUMENT_MISSING, mean.isEmpty() ? "mean" : "variance", "is missing beside the other");
        }
        List<Integer> axes = args.has("axis") ? args.integers("axis") : List.of();
        return new Normalization(
                axes,
                mean,
                variance,
                args.flag("invert", false),
                args.semantics().masks().keptByPreprocessing());
    }

    private Shape statistics(Shape in) {
        return Shape.of(axes.stream().map(in::axis).sorted().map(in::size).toList());
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        boolean inside = axes.stream().allMatch(a -> a < in.rank() && a >= -in.rank() && in.size(a) != Shape.ANY);
        if (!problems.require(inside, "needs an input whose axes %s are known, got %s", axes, in)) {
            return Shape.UNKNOWN;
        }
        long size = statistics(in).elements();
        boolean fits = fits(mean, size) && fits(variance, size);
        return problems.require(fits, "has %s means and %s variances for %s", mean.size(), variance.size(), in)
                ? in
                : Shape.UNKNOWN;
    }

    private static boolean fits(List<Double> numbers, long size) {
        return numbers.size() <= 1 || numbers.size() == size;
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        Shape shape = statistics(in);
        return mean.isEmpty()
                ? List.of(
                        WeightSpec.of("mean", shape).frozen(),
                        WeightSpec.of("variance", shape).frozen(),
                        WeightSpec.of("count", Shape.SCALAR).frozen())
                : List.of();
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Shape aligned = aligned(x.shape());
        Value centre = mean.isEmpty() ? w.get("mean") : constant(ops, mean, x.shape());
        Value spread = mean.isEmpty() ? w.get("variance") : constant(ops, variance, x.shape());
        Value shift = ops.reshape(centre, aligned);
        Value scale = ops.maximum(ops.squareRoot(ops.reshape(spread, aligned)), ops.constant(1e-7));
        return invert ? ops.add(ops.multiply(x, scale), shift) : ops.divide(ops.subtract(x, shift), scale);
    }

    private Value constant(Ops ops, List<Double> numbers, Shape in) {
        float[] values = new float[Math.toIntExact(statistics(in).elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(numbers.size() == 1 ? 0 : i).floatValue();
        }
        return ops.constant(Tensor.owning(Shape.of(values.length), values));
    }

    private Shape aligned(Shape in) {
        int[] sizes = new int[in.rank()];
        Arrays.fill(sizes, 1);
        axes.forEach(axis -> sizes[in.axis(axis)] = in.size(axis));
        return Shape.of(sizes);
    }

    @Override
    public List<Optional<Value>> masks(Lowering call) {
        return keepsMask ? List.of(call.mask(0)) : List.of();
    }
}
