package io.github.kerasjvm.layer.merging;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code Concatenate}: its inputs one behind the other along an axis.
 *
 * @param axis the axis; negative counts from the last
 */
public record Concatenate(int axis) implements Layer {

    /** How it is read. */
    public static final Kind<Concatenate> KIND = Kind.of(Group.MERGING, "Concatenate", Concatenate::read)
            .inKeras("2, 3")
            .doc("The inputs one behind the other along an axis");

    private static Concatenate read(Args args) {
        return new Concatenate(args.integer("axis", -1));
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
}
