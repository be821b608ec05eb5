package io.github.kerasjvm.layer.normalization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keras {@code LayerNormalization}: {@code (x - mean) / √(variance + epsilon) * gamma + beta}, the statistics taken over
 * some axes of each row.
 *
 * <p>Stores {@code gamma} (with {@code scale}) and {@code beta} (with {@code center}), of the sizes of the axes.
 *
 * @param axes the axes; negative counts from the last
 * @param epsilon added to the variance
 * @param center whether beta is stored and added
 * @param scale whether gamma is stored and multiplied
 * @param rms whether only the root mean square is taken, without the mean
 */
public record LayerNormalization(List<Integer> axes, double epsilon, boolean center, boolean scale, boolean rms)
        implements UnaryLayer, KeepsMask {

    /** How it is read. */
    public static final Kind<LayerNormalization> KIND = Kind.of(
                    Group.NORMALIZATION, "LayerNormalization", LayerNormalization::read)
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("axis", "epsilon", "center", "scale", "beta_*", "gamma_*")
                    .first(LayerNormalization::lift))
            .doc("Normalisation of each row over some axes");

    /** Keras 3 sorts the axes, so that its weights have the sizes in another order. */
    private static void lift(Lifted layer) {
        JsonNode given = layer.value("axis");
        if (given.isArray()) {
            List<Integer> axes = new ArrayList<>();
            given.forEach(axis -> axes.add(axis.asInt()));
            ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
            axes.stream().sorted().forEach(sorted::add);
            layer.put("axis", sorted);
            if (!sorted.equals(given)) {
                layer.change(Change.Kind.REPLACED, "axis " + given + " by " + sorted);
            }
        }
    }

    @Override
    public Map<String, Tensor> liftedWeights(Map<String, Tensor> weights) {
        List<Integer> order = axes.stream().sorted().map(axes::indexOf).toList();
        Map<String, Tensor> sorted = new LinkedHashMap<>();
        weights.forEach((name, value) -> sorted.put(
                name,
                value.reshaped(Shape.of(order.stream().map(value.shape()::size).toList()))));
        return sorted;
    }

    private static LayerNormalization read(Args args) {
        List<Integer> axes = args.integers("axis");
        return new LayerNormalization(
                axes.isEmpty() ? List.of(-1) : axes,
                args.number("epsilon", 1e-3),
                args.flag("center", true),
                args.flag("scale", true),
                args.flag("rms_scaling", false));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        boolean inside = axes.stream().allMatch(a -> a < in.rank() && a >= -in.rank() && in.size(a) != Shape.ANY);
        return problems.require(inside, "needs an input whose axes %s are known, got %s", axes, in)
                ? in
                : Shape.UNKNOWN;
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        Shape sizes = Shape.of(axes.stream().map(in::size).toList());
        List<WeightSpec> specs = new ArrayList<>();
        if (scale || rms) {
            specs.add(WeightSpec.of("gamma", sizes));
        }
        if (center && !rms) {
            specs.add(WeightSpec.of("beta", sizes));
        }
        return specs;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Value centred = rms ? x : ops.subtract(x, ops.reduce(ReduceFunction.MEAN, x, axes, true));
        Value spread = rms ? ops.subtract(x, ops.reduce(ReduceFunction.MEAN, x, axes, true)) : centred;
        Value variance = ops.reduce(ReduceFunction.MEAN, ops.multiply(spread, spread), axes, true);
        Value y = ops.divide(centred, ops.squareRoot(ops.add(variance, ops.constant(epsilon))));
        if (scale || rms) {
            y = ops.multiply(y, aligned(ops, w.get("gamma"), x.shape()));
        }
        return center && !rms ? ops.add(y, aligned(ops, w.get("beta"), x.shape())) : y;
    }

    /** As Keras does: the numbers as they lie, whatever order the axes are given in (layer_normalization.py, _broadcast). */
    private Value aligned(Ops ops, Value vector, Shape in) {
        int[] sizes = new int[in.rank() - 1];
        Arrays.fill(sizes, 1);
        axes.stream().map(in::axis).forEach(axis -> sizes[axis - 1] = in.size(axis));
        return ops.reshape(vector, Shape.of(sizes));
    }
}
