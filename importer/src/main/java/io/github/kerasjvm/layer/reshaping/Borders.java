package io.github.kerasjvm.layer.reshaping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads the argument that zero padding and cropping have in common: a number, one for each axis, or a pair for each.
 *
 * @param before how much before, by spatial axis
 * @param after how much after, by spatial axis
 */
record Borders(List<Integer> before, List<Integer> after) {

    /** The borders of an argument; {@code otherwise} on every side when it is not there. */
    static Borders read(Args args, String name, int axes, int otherwise) {
        JsonNode value = args.get(name);
        if (value.isNull()) {
            return even(axes, otherwise);
        }
        if (axes == 2 && (value.isObject() || value.size() == 4)) {
            return keras1(value);
        }
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        boolean isPairOfOne = axes == 1 && value.isArray() && value.size() == 2; // (before, after)
        for (int axis = 0; axis < axes; axis++) {
            JsonNode own = value.isArray() && !isPairOfOne ? value.path(axis) : value;
            before.add(own.isArray() ? own.path(0).asInt(-1) : own.asInt(-1));
            after.add(own.isArray() ? own.path(1).asInt(-1) : own.asInt(-1));
        }
        boolean negative =
                before.stream().anyMatch(b -> b < 0) || after.stream().anyMatch(b -> b < 0);
        if (negative || value.isArray() && !isPairOfOne && value.size() != axes) {
            args.report(
                    Code.ARGUMENT_VALUE,
                    name,
                    "is %s, expected a number, or one or two for each of %s axes",
                    value,
                    axes);
            return even(axes, 0);
        }
        return new Borders(before, after);
    }

    /** Keras 1.2: four sides by name, 0 where one is missing, or as (top, bottom, left, right). */
    private static Borders keras1(JsonNode value) {
        List<Integer> sides = new ArrayList<>();
        List<String> names = List.of("top_pad", "bottom_pad", "left_pad", "right_pad");
        for (int i = 0; i < names.size(); i++) {
            sides.add(Math.max(
                    0,
                    value.isObject()
                            ? value.path(names.get(i)).asInt(0)
                            : value.get(i).asInt(0)));
        }
        return new Borders(List.of(sides.get(0), sides.get(2)), List.of(sides.get(1), sides.get(3)));
    }

    /** Keras 1 gives four sides, and for one of several axes a number where Keras 3 takes a pair. */
    static void lift(Lifted layer, String name) {
        JsonNode value = layer.value(name);
        if (value.isObject() || value.size() == 4) {
            Borders sides = keras1(value);
            ArrayNode pairs = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < 2; i++) {
                pairs.addArray().add(sides.before().get(i)).add(sides.after().get(i));
            }
            layer.put(name, pairs);
            layer.change(Change.Kind.REPLACED, name + "=" + value + " by " + pairs);
        }
    }

    private static Borders even(int axes, int size) {
        return new Borders(Collections.nCopies(axes, size), Collections.nCopies(axes, size));
    }

    /** The shape when the borders are added ({@code sign} 1) or cut off ({@code sign} -1). */
    Shape output(Shape in, Layout layout, int sign, Problems problems) {
        if (!problems.require(
                in.rank() == before.size() + 2, "needs an input of rank %s, got %s", before.size() + 2, in)) {
            return Shape.UNKNOWN;
        }
        Shape out = in;
        for (int i = 0; i < before.size(); i++) {
            int axis = layout.firstSpatialAxis() + i;
            int size = in.size(axis);
            // Python's slices leave nothing, and do not complain, where more is cut off than there is.
            int changed = Math.max(size + sign * (before.get(i) + after.get(i)), 0);
            out = out.with(axis, size == Shape.ANY ? size : changed);
        }
        return out;
    }

    /** Adds zeros. */
    Value pad(Ops ops, Value x, Layout layout) {
        return ops.apply(
                new Pad(
                        layout.shape(0, before, 0).toList(),
                        layout.shape(0, after, 0).toList(),
                        0),
                x);
    }

    /** Cuts off. */
    Value crop(Ops ops, Value x, Layout layout) {
        Value y = x;
        for (int i = 0; i < before.size(); i++) {
            int axis = layout.firstSpatialAxis() + i;
            int size = x.shape().size(axis);
            int begin = Math.min(before.get(i), size);
            y = ops.slice(y, axis, begin, Math.max(begin, size - after.get(i)));
        }
        return y;
    }
}
