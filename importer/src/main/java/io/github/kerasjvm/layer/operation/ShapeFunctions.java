package io.github.kerasjvm.layer.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Slice;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Functions that put elements elsewhere. */
final class ShapeFunctions {

    private ShapeFunctions() {}

    static void register(Functions functions) {
        functions
                .on("Reshape reshape", ShapeFunctions::reshape)
                .on("Ravel", call -> call.ops().reshape(call.x(), Shape.of(Shape.ANY)))
                .on("Transpose compat.v1.transpose transpose", ShapeFunctions::transpose)
                .on("Swapaxes", call -> {
                    Value x = call.x();
                    List<Integer> order = order(x);
                    Collections.swap(
                            order,
                            x.shape().axis(call.whole("axis1", 0)),
                            x.shape().axis(call.whole("axis2", 0)));
                    return call.ops().transpose(x, order);
                })
                .on("Moveaxis", ShapeFunctions::moveAxis)
                .on("ExpandDims expand_dims", ShapeFunctions::expand)
                .on("Squeeze compat.v1.squeeze squeeze", ShapeFunctions::squeeze)
                .on("Concatenate concat ConcatV2", call -> {
                    List<Value> parts = call.tensors();
                    call.passOver("name");
                    return call.ops().concatenate(parts, call.whole("axis", 0));
                })
                .on("Stack stack Pack", ShapeFunctions::stack)
                .on("Hstack", call -> call.ops().concatenate(call.tensors(), 1))
                .on("BroadcastTo broadcast_to", ShapeFunctions::broadcast)
                .on("Repeat repeat", ShapeFunctions::repeat)
                .on("Tile tile", ShapeFunctions::tile)
                .on("Flip reverse", ShapeFunctions::flip)
                .on("Roll roll", ShapeFunctions::roll)
                .on("Pad compat.v1.pad pad", ShapeFunctions::pad);
    }

    private static List<Integer> order(Value x) {
        return new ArrayList<>(IntStream.range(0, x.shape().rank()).boxed().toList());
    }

    /** One size may be -1, and follows from the others; in Keras 3 None stands for that of the batch. */
    private static Value reshape(OperationCall call) {
        Value x = call.x();
        call.passOver("name");
        String name = call.has("newshape") ? "newshape" : "shape";
        List<Integer> sizes = new ArrayList<>(call.wholes(call.setting(name), name));
        long open = sizes.stream().filter(size -> size == Shape.ANY).count();
        // The batch is not known beforehand: if another size is open too, it has to follow from the rest.
        if (open == 2 && sizes.get(0) == Shape.ANY && x.shape().isKnownFrom(1)) {
            long known = sizes.stream().filter(size -> size != Shape.ANY).reduce(1, Math::multiplyExact);
            sizes.set(sizes.lastIndexOf(Shape.ANY), Math.toIntExact(x.shape().elementsFrom(1) / known));
        }
        return call.ops().reshape(x, Shape.of(sizes));
    }

    private static Value transpose(OperationCall call) {
        Value x = call.x();
        call.passOver("name");
        OperationCall.require(!call.flag("conjugate"), "conjugate", call.setting("conjugate"));
        String name = call.has("axes") ? "axes" : "perm";
        List<Integer> order = order(x);
        Collections.reverse(order);
        List<Integer> axes = call.has(name) ? call.axes(name, x.shape()) : order;
        OperationCall.require(axes.size() == order.size() && axes.containsAll(order), name, call.setting(name));
        return call.ops().transpose(x, axes);
    }

    private static Value moveAxis(OperationCall call) {
        Value x = call.x();
        List<Integer> from = call.axes("source", x.shape());
        List<Integer> to = call.axes("destination", x.shape());
        OperationCall.require(from.size() == to.size(), "destination", call.setting("destination"));
        Integer[] order = new Integer[x.shape().rank()];
        for (int i = 0; i < from.size(); i++) {
            order[to.get(i)] = from.get(i);
        }
        List<Integer> others =
                order(x).stream().filter(axis -> !from.contains(axis)).toList();
        int next = 0;
        for (int i = 0; i < order.length; i++) {
            order[i] = order[i] != null ? order[i] : others.get(next++);
        }
        return call.ops().transpose(x, List.of(order));
    }

    private static Value expand(OperationCall call) {
        Value x = call.x();
        call.passOver("name");
        List<Integer> sizes = new ArrayList<>(x.shape().toList());
        List<Integer> axes = call.wholes(call.setting("axis"), "axis");
        int rank = sizes.size() + axes.size();
        axes.stream().map(axis -> axis < 0 ? axis + rank : axis).sorted().forEach(axis -> sizes.add(axis, 1));
        return call.ops().reshape(x, Shape.of(sizes));
    }

    private static Value squeeze(OperationCall call) {
        Value x = call.x();
        call.passOver("name");
        String name = call.has("squeeze_dims") ? "squeeze_dims" : "axis";
        List<Integer> axes = call.has(name)
                ? call.axes(name, x.shape())
                : order(x).stream().filter(axis -> x.shape().size(axis) == 1).toList();
        boolean single = axes.stream().allMatch(axis -> x.shape().size(axis) == 1);
        OperationCall.require(single, "axis", call.setting(name));
        List<Integer> sizes = order(x).stream()
                .filter(axis -> !axes.contains(axis))
                .map(x.shape()::size)
                .toList();
        return call.ops().reshape(x, Shape.of(sizes));
    }

    private static Value stack(OperationCall call) {
        call.passOver("name");
        List<Value> parts = call.tensors();
        int rank = parts.get(0).shape().rank() + 1;
        int axis = call.whole("axis", 0);
        int place = axis < 0 ? axis + rank : axis;
        List<Value> single = parts.stream()
                .map(part -> {
                    List<Integer> sizes = new ArrayList<>(part.shape().toList());
                    sizes.add(place, 1);
                    return call.ops().reshape(part, Shape.of(sizes));
                })
                .toList();
        return call.ops().concatenate(single, place);
    }

    private static Value broadcast(OperationCall call) {
        Value x = call.x();
        call.passOver("name");
        List<Integer> sizes = new ArrayList<>(call.wholes(call.setting("shape"), "shape"));
        OperationCall.require(
                sizes.size() >= x.shape().rank() && (x.shape().size(0) != Shape.ANY || sizes.get(0) == Shape.ANY),
                "shape",
                call.setting("shape"));
        return call.ops().broadcast(x, Shape.of(sizes));
    }

    /** Each position so often in a row. */
    private static Value repeat(OperationCall call) {
        Value x = call.x();
        call.passOver("name");
        int times = call.whole("repeats", 1);
        OperationCall.require(call.has("axis"), "axis", call.setting("axis"));
        int axis = call.axes("axis", x.shape()).get(0);
        Shape shape = x.shape();
        List<Integer> sizes = new ArrayList<>(shape.toList());
        sizes.add(axis + 1, 1);
        Value single = call.ops().reshape(x, Shape.of(sizes));
        Value many = call.ops().concatenate(Collections.nCopies(times, single), axis + 1);
        int size = shape.size(axis) == Shape.ANY ? Shape.ANY : shape.size(axis) * times;
        return call.ops().reshape(many, shape.with(axis, size));
    }

    private static Value tile(OperationCall call) {
        Value x = call.x();
        call.passOver("name");
        String name = call.has("repeats") ? "repeats" : "multiples";
        List<Integer> times = new ArrayList<>(call.wholes(call.setting(name), name));
        while (times.size() < x.shape().rank()) {
            times.add(0, 1);
        }
        OperationCall.require(
                times.size() == x.shape().rank() && times.get(0) == 1 && Collections.min(times) >= 1,
                name,
                call.setting(name));
        for (int axis = 1; axis < times.size(); axis++) {
            x = times.get(axis) == 1 ? x : call.ops().concatenate(Collections.nCopies(times.get(axis), x), axis);
        }
        return x;
    }

    private static Value flip(OperationCall call) {
        Value x = call.x();
        call.passOver("name");
        for (int axis : call.axes("axis", x.shape())) {
            OperationCall.require(axis > 0, "axis", call.setting("axis"));
            x = call.ops().flip(x, axis);
        }
        return x;
    }

    private static Value roll(OperationCall call) {
        Ops ops = call.ops();
        Value x = call.x();
        call.passOver("name");
        OperationCall.require(call.has("axis"), "axis", call.setting("axis"));
        List<Integer> axes = call.axes("axis", x.shape());
        List<Integer> shifts = call.wholes(call.setting("shift"), "shift");
        OperationCall.require(axes.size() == shifts.size() && !axes.contains(0), "axis", call.setting("axis"));
        for (int i = 0; i < axes.size(); i++) {
            int size = x.shape().size(axes.get(i));
            int cut = Math.floorMod(-shifts.get(i), size);
            Value front = ops.slice(x, axes.get(i), 0, cut);
            x = cut == 0 ? x : ops.concatenate(List.of(ops.slice(x, axes.get(i), cut, size), front), axes.get(i));
        }
        return x;
    }

    private static Value pad(OperationCall call) {
        Value x = call.x();
        call.passOver("name");
        String mode = call.word("mode", "constant");
        boolean isConstant = mode.equalsIgnoreCase("constant");
        boolean repeatsEdge = mode.equalsIgnoreCase("symmetric");
        OperationCall.require(
                isConstant || repeatsEdge || mode.equalsIgnoreCase("reflect"), "mode", call.setting("mode"));
        String name = call.has("pad_width") ? "pad_width" : "paddings";
        JsonNode widths = call.setting(name);
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            JsonNode own = widths.isArray() && widths.path(0).isArray() ? widths.path(axis) : widths;
            before.add(own.isArray() ? own.path(0).asInt() : own.asInt());
            after.add(own.isArray() ? own.path(1).asInt() : own.asInt());
        }
        if (isConstant) {
            return call.ops().apply(new Pad(before, after, (float) call.number("constant_values", 0)), x);
        }
        call.passOver("constant_values"); // tf.pad writes it in every mode
        return mirrored(call.ops(), x, before, after, repeatsEdge ? 0 : 1);
    }

    /** Positions of the array itself around it, the nearest first, as in a mirror that stands on its border or behind it. */
    private static Value mirrored(Ops ops, Value x, List<Integer> before, List<Integer> after, int skipped) {
        Value y = x;
        for (int axis = 0; axis < before.size(); axis++) {
            if (before.get(axis) + after.get(axis) > 0 && y.shape().size(axis) == Shape.ANY) {
                throw new IllegalArgumentException("mirrors along the axis " + axis + ", whose size is open");
            }
            List<Value> parts = new ArrayList<>();
            int last = y.shape().size(axis) - 1 - skipped;
            if (before.get(axis) > 0) {
                int first = before.get(axis) - 1 + skipped;
                parts.add(ops.apply(new Slice(axis, first, skipped - 1, -1), y));
            }
            parts.add(y);
            if (after.get(axis) > 0) {
                parts.add(ops.apply(new Slice(axis, last, last - after.get(axis), -1), y));
            }
            y = parts.size() == 1 ? y : ops.concatenate(parts, axis);
        }
        return y;
    }
}
