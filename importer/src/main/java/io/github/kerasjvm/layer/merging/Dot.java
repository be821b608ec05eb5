package io.github.kerasjvm.layer.merging;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.UnitLength;
import io.github.kerasjvm.layer.WeightSpec;
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
 * Keras {@code Dot}: the sum of products of two inputs over an axis of each, for each row of the batch.
 *
 * <p>Takes {@code [batch, a…, k, b…]} and {@code [batch, c…, k, d…]}, gives the other axes of the first, then those of
 * the second; {@code [batch, 1]} when none is left.
 *
 * @param axes the axis of each input; negative counts from the last
 * @param normalize whether both are brought to length 1 along their axis before
 */
public record Dot(List<Integer> axes, boolean normalize) implements Layer {

    /** How it is read. */
    public static final Kind<Dot> KIND = Kind.of(Group.MERGING, "Dot", Dot::read)
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("axes", "normalize"))
            .doc("The sum of products over an axis of each of two inputs");

    private static Dot read(Args args) {
        List<Integer> axes = args.integers("axes");
        if (axes.isEmpty() || axes.size() > 2 || axes.contains(0)) {
            args.report(Code.ARGUMENT_VALUE, "axes", "is %s, expected one or two axes, not the batch", axes);
            return new Dot(List.of(-1, -1), false);
        }
        return new Dot(axes.size() == 1 ? List.of(axes.get(0), axes.get(0)) : axes, args.flag("normalize", false));
    }

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        if (!problems.require(inputs.size() == 2, "is called on %s inputs; takes two", inputs.size())) {
            return List.of(Shape.UNKNOWN);
        }
        Shape a = inputs.get(0);
        Shape b = inputs.get(1);
        boolean inside = isInside(a, axes.get(0)) && isInside(b, axes.get(1));
        if (!problems.require(
                inside
                        && (a.size(axes.get(0)) == b.size(axes.get(1))
                                || a.size(axes.get(0)) == Shape.ANY
                                || b.size(axes.get(1)) == Shape.ANY),
                "cannot multiply %s and %s over the axes %s",
                a,
                b,
                axes)) {
            return List.of(Shape.UNKNOWN);
        }
        Shape rest = Shape.of(b.without(axes.get(1)).from(1).toList());
        Shape joined = rest.after(a.without(axes.get(0)).toArray());
        return List.of(joined.rank() == 1 ? Shape.of(a.size(0), 1) : joined);
    }

    private static boolean isInside(Shape shape, int axis) {
        return axis < shape.rank() && axis >= -shape.rank() && shape.axis(axis) > 0;
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        return List.of();
    }

    @Override
    public List<Value> lower(Lowering call) {
        return List.of(of(call.ops(), call.inputs().get(0), call.inputs().get(1)));
    }

    /** The products of two arrays. */
    Value of(Ops ops, Value a, Value b) {
        Shape result = outputs(List.of(a.shape(), b.shape()), Problems.none()).get(0);
        // As matrices: [batch, others of a, k] · [batch, k, others of b].
        Value first = matrix(ops, a, axes.get(0), true);
        Value second = matrix(ops, b, axes.get(1), false);
        return ops.reshape(ops.matmul(first, second), result.with(0, Shape.ANY));
    }

    private Value matrix(Ops ops, Value x, int axis, boolean last) {
        int own = x.shape().axis(axis);
        Value scaled = normalize ? UnitLength.of(ops, x, List.of(own)) : x;
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, x.shape().rank()).boxed().toList());
        order.remove(Integer.valueOf(own));
        order.add(last ? order.size() : 1, own);
        int size = x.shape().size(own);
        int others = Math.toIntExact(x.shape().without(own).elementsFrom(1));
        Shape shape = last ? Shape.of(Shape.ANY, others, size) : Shape.of(Shape.ANY, size, others);
        return ops.reshape(ops.transpose(scaled, order), shape);
    }
}
