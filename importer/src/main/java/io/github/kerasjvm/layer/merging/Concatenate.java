package io.github.kerasjvm.layer.merging;

import io.github.kerasjvm.config.MaskRules;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keras {@code Concatenate}: its inputs one behind the other along an axis.
 *
 * @param axis the axis; negative counts from the last
 * @param maskRules what becomes of masks
 */
public record Concatenate(int axis, MaskRules maskRules) implements Layer {

    /** How it is read. */
    public static final Kind<Concatenate> KIND = Kind.of(Group.MERGING, "Concatenate", Concatenate::read)
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("axis"))
            .doc("The inputs one behind the other along an axis");

    private static Concatenate read(Args args) {
        return new Concatenate(args.integer("axis", -1), args.semantics().masks());
    }

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        if (!problems.require(!inputs.isEmpty(), "is called on no input")
                || inputs.stream().anyMatch(Shape::isUnknown)) {
            return List.of(Shape.UNKNOWN);
        }
        Shape result = inputs.get(0);
        int rank = result.rank();
        if (!problems.require(
                axis < rank && axis >= -rank, "has the axis %s, which the input %s lacks", axis, result)) {
            return List.of(Shape.UNKNOWN);
        }
        int sum = result.size(axis);
        for (Shape input : inputs.subList(1, inputs.size())) {
            boolean fits = input.rank() == rank && input.with(axis, 0).agreesWith(result.with(axis, 0));
            if (!problems.require(fits, "cannot join inputs of the shapes %s along axis %s", inputs, axis)) {
                return List.of(Shape.UNKNOWN);
            }
            sum = sum == Shape.ANY || input.size(axis) == Shape.ANY ? Shape.ANY : sum + input.size(axis);
        }
        return List.of(result.with(axis, sum));
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        return List.of();
    }

    @Override
    public List<Value> lower(Lowering call) {
        return List.of(call.ops().concatenate(call.inputs(), axis));
    }

    /** The masks one behind the other, as if each feature had one; an input without a mask counts (concatenate.py). */
    @Override
    public List<Optional<Value>> masks(Lowering call) {
        if (call.masks().stream().allMatch(Optional::isEmpty)) {
            return List.of();
        }
        Ops ops = call.ops();
        List<Value> parts = new ArrayList<>();
        for (int i = 0; i < call.inputs().size(); i++) {
            Value feature = ops.slice(call.input(i), -1, 0, 1); // [batch, steps, 1]
            parts.add(call.mask(i)
                    .map(mask -> ops.reshape(mask, feature.shape()))
                    .orElseGet(() -> ops.select(ops.constant(0), feature, ops.constant(1))));
        }
        ReduceFunction join = maskRules.joinedByOr() ? ReduceFunction.MAXIMUM : ReduceFunction.MINIMUM;
        return List.of(Optional.of(ops.reduce(join, ops.concatenate(parts, axis), List.of(-1), false)));
    }
}
