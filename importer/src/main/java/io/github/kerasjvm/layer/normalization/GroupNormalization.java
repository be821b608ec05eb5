package io.github.kerasjvm.layer.normalization;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keras {@code GroupNormalization}: {@code (x - mean) / √(variance + epsilon) * gamma + beta}, the statistics taken over
 * each group of channels of a row.
 *
 * <p>Stores {@code gamma} (with {@code scale}) and {@code beta} (with {@code center}), of the size of the axis.
 *
 * @param groups how many groups the channels form; -1 for one for each channel
 * @param axis the axis of the channels; negative counts from the last
 * @param epsilon added to the variance
 * @param center whether beta is stored and added
 * @param scale whether gamma is stored and multiplied
 */
public record GroupNormalization(int groups, int axis, double epsilon, boolean center, boolean scale)
        implements UnaryLayer, KeepsMask {

    /** How it is read. */
    public static final Kind<GroupNormalization> KIND = Kind.of(
                    Group.NORMALIZATION, "GroupNormalization", GroupNormalization::read)
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("groups", "axis", "epsilon", "center", "scale", "beta_*", "gamma_*"))
            .doc("Normalisation of each group of channels of each row");

    private static GroupNormalization read(Args args) {
        return new GroupNormalization(
                args.integer("groups", 32),
                args.integer("axis", -1),
                args.number("epsilon", 1e-3),
                args.flag("center", true),
                args.flag("scale", true));
    }

    private int groupsOf(Shape in) {
        return groups == -1 ? in.size(axis) : groups;
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        boolean inside = axis < in.rank() && axis >= -in.rank() && in.size(axis) != Shape.ANY;
        return problems.require(
                        inside && groupsOf(in) > 0 && in.size(axis) % groupsOf(in) == 0,
                        "needs an input whose axis %s forms %s groups, got %s",
                        axis,
                        groups,
                        in)
                ? in
                : Shape.UNKNOWN;
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        List<WeightSpec> specs = new ArrayList<>();
        if (scale) {
            specs.add(WeightSpec.of("gamma", in.size(axis)));
        }
        if (center) {
            specs.add(WeightSpec.of("beta", in.size(axis)));
        }
        return specs;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Shape in = x.shape();
        int channels = in.axis(axis);
        int perGroup = in.size(channels) / groupsOf(in);
        // [batch, …, groups, channels of a group, …]; all but batch and groups are averaged over.
        List<Integer> split = new ArrayList<>(in.toList());
        split.set(channels, groupsOf(in));
        split.add(channels + 1, perGroup);
        Value apart = ops.reshape(x, Shape.of(split).with(0, Shape.ANY));
        List<Integer> others = IntStream.range(1, split.size())
                .filter(i -> i != channels)
                .boxed()
                .toList();
        Value centred = ops.subtract(apart, ops.reduce(ReduceFunction.MEAN, apart, others, true));
        Value variance = ops.reduce(ReduceFunction.MEAN, ops.multiply(centred, centred), others, true);
        Value normal = ops.divide(centred, ops.squareRoot(ops.add(variance, ops.constant(epsilon))));
        Value y = ops.reshape(normal, in.with(0, Shape.ANY));
        y = scale ? ops.multiply(y, aligned(ops, w.get("gamma"), in)) : y;
        return center ? ops.add(y, aligned(ops, w.get("beta"), in)) : y;
    }

    private Value aligned(Ops ops, Value vector, Shape in) {
        int[] sizes = new int[in.rank() - in.axis(axis)];
        Arrays.fill(sizes, 1);
        sizes[0] = in.size(axis);
        return ops.reshape(vector, Shape.of(sizes));
    }
}
