package io.github.kerasjvm.layer.merging;

import io.github.kerasjvm.config.MaskRules;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** What the layers that join inputs element by element have in common. */
final class Elementwise {

    private Elementwise() {}

    /** The shape of the result: sizes of 1 are repeated, missing axes stand behind the batch (base_merge.py). */
    static Shape output(List<Shape> inputs, Problems problems) {
        if (!problems.require(!inputs.isEmpty(), "is called on no input")) {
            return Shape.UNKNOWN;
        }
        if (inputs.stream().anyMatch(Shape::isUnknown)) {
            return Shape.UNKNOWN;
        }
        int rank = inputs.stream().mapToInt(Shape::rank).max().orElseThrow();
        Shape result = filled(inputs.get(0), rank);
        for (Shape input : inputs.subList(1, inputs.size())) {
            Shape next = filled(input, rank);
            for (int axis = 0; axis < rank; axis++) {
                int a = result.size(axis);
                int b = next.size(axis);
                if (!problems.require(
                        a == b || a == 1 || b == 1 || a == Shape.ANY || b == Shape.ANY,
                        "cannot join inputs of the shapes %s",
                        inputs)) {
                    return Shape.UNKNOWN;
                }
                result = result.with(axis, a == 1 || a == Shape.ANY && b > 1 ? b : a);
            }
        }
        return result;
    }

    private static Shape filled(Shape shape, int rank) {
        int[] ones = new int[rank - shape.rank() + 1];
        Arrays.fill(ones, 1);
        ones[0] = shape.size(0);
        return shape.from(1).after(ones);
    }

    /** The mask of the joined inputs (base_merge.py, {@code compute_mask}). */
    static Optional<Value> mask(Lowering call, MaskRules rules) {
        List<Value> known = call.masks().stream().flatMap(Optional::stream).toList();
        if (rules.joinedByOr()) {
            return known.size() < call.masks().size()
                    ? Optional.empty()
                    : known.stream().reduce(call.ops()::maximum);
        }
        return known.stream().reduce(call.ops()::minimum);
    }

    /**
     * Joins the inputs two by two; where one of two elements is masked, the other takes its place (base_merge.py,
     * {@code _apply_merge_op_and_or_mask}).
     */
    static Value passingOver(Lowering call, BinaryOperator<Value> join) {
        Ops ops = call.ops();
        List<Value> inputs = aligned(call);
        Value result = inputs.get(0);
        Optional<Value> resultMask = mask(call, 0);
        for (int i = 1; i < inputs.size(); i++) {
            Value next = inputs.get(i);
            Optional<Value> nextMask = mask(call, i);
            Value before = result;
            Value other = nextMask.map(mask -> ops.select(mask, next, before)).orElse(next);
            result = resultMask.map(mask -> ops.select(mask, before, other)).orElse(before);
            result = join.apply(result, other);
            resultMask = resultMask.flatMap(mask -> nextMask.map(another -> ops.maximum(mask, another)));
        }
        return result;
    }

    /** The mask of an input for each of its features, {@code [batch, steps, 1]}. */
    static Optional<Value> mask(Lowering call, int input) {
        return call.mask(input)
                .map(mask -> call.ops().reshape(mask, call.input(input).shape().with(-1, 1)));
    }

    /** The inputs of a call, brought to one rank. */
    static List<Value> aligned(Lowering call) {
        int rank = call.inputs().stream().mapToInt(x -> x.shape().rank()).max().orElseThrow();
        return call.inputs().stream()
                .map(x -> call.ops().reshape(x, filled(x.shape(), rank)))
                .toList();
    }
}
