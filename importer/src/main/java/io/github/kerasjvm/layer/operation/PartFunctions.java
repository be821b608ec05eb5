package io.github.kerasjvm.layer.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.op.Gather;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Slice;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Functions that take parts. */
final class PartFunctions {

    private PartFunctions() {}

    static void register(Functions functions) {
        functions
                .on("GetItem __operators__.getitem", PartFunctions::item)
                .on("Slice slice", PartFunctions::slice)
                .onAll("Split split", PartFunctions::split)
                .onAll("Unstack unstack", PartFunctions::unstack)
                .on("Take compat.v1.gather gather", PartFunctions::take)
                .on("OneHot one_hot", PartFunctions::oneHot);
    }

    /** {@code x[1:, ..., 0]}: slices, numbers, new axes and one ellipsis. */
    private static Value item(OperationCall call) {
        Value x = call.x();
        JsonNode key = call.has("slice_spec") ? call.setting("slice_spec") : call.setting(1, "key");
        List<JsonNode> parts = new ArrayList<>();
        (key.isArray() ? key : List.of(key)).forEach(parts::add);
        return new Indexing(call.ops(), x, parts).apply();
    }

    private static Value slice(OperationCall call) {
        Value x = call.x();
        call.passOver("name");
        List<Integer> begin = call.wholes(call.setting(1, "begin", "start_indices"), "begin");
        List<Integer> size = call.wholes(call.setting(2, "size", "shape"), "size");
        for (int axis = 0; axis < begin.size(); axis++) {
            int whole = x.shape().size(axis);
            int end = size.get(axis) == -1 ? whole : begin.get(axis) + size.get(axis);
            boolean all = begin.get(axis) == 0 && (end == whole || size.get(axis) == -1);
            x = all ? x : call.ops().slice(x, axis, begin.get(axis), end);
        }
        return x;
    }

    private static List<Value> split(OperationCall call) {
        Value x = call.x();
        call.passOver("name", "num");
        String name = call.has("indices_or_sections") ? "indices_or_sections" : "num_or_size_splits";
        JsonNode parts = call.setting(name);
        int axis = x.shape().axis(call.whole("axis", 0));
        int size = x.shape().size(axis);
        List<Integer> cuts = new ArrayList<>(List.of(0));
        if (!parts.isArray()) {
            OperationCall.require(size > 0 && size % parts.asInt() == 0, name, parts);
            IntStream.range(1, parts.asInt()).forEach(i -> cuts.add(i * (size / parts.asInt())));
        } else if (name.startsWith("indices")) {
            cuts.addAll(call.wholes(parts, name));
        } else {
            List<Integer> sizes = call.wholes(parts, name);
            IntStream.range(0, sizes.size() - 1).forEach(i -> cuts.add(cuts.get(i) + sizes.get(i)));
        }
        cuts.add(size);
        return IntStream.range(0, cuts.size() - 1)
                .mapToObj(i -> call.ops().slice(x, axis, cuts.get(i), cuts.get(i + 1)))
                .toList();
    }

    private static List<Value> unstack(OperationCall call) {
        Value x = call.x();
        call.passOver("name", "num");
        int axis = x.shape().axis(call.whole("axis", 0));
        return IntStream.range(0, x.shape().size(axis))
                .mapToObj(i -> at(call.ops(), x, axis, i))
                .toList();
    }

    /** One position of an axis, which goes. */
    static Value at(Ops ops, Value x, int axis, int place) {
        Value part = ops.slice(x, axis, place, place + 1);
        return ops.reshape(part, part.shape().without(axis));
    }

    /** Known places along an axis; or rows by computed numbers. */
    private static Value take(OperationCall call) {
        Ops ops = call.ops();
        Value x = call.x();
        call.passOver("name", "validate_indices", "mode");
        OperationCall.require(call.whole("batch_dims", 0) == 0, "batch_dims", call.setting("batch_dims"));
        int axis = call.has("axis") ? call.axes("axis", x.shape()).get(0) : 0;
        JsonNode places;
        try {
            places = call.setting(1, "indices");
        } catch (IllegalArgumentException computed) {
            OperationCall.require(axis == 0 && x.shape().size(0) != Shape.ANY, "axis", call.setting("axis"));
            return ops.apply(new Gather(), x, call.tensor(1, "indices"));
        }
        if (!places.isArray()) {
            return at(ops, x, axis, place(places.asInt(), x.shape().size(axis)));
        }
        List<Value> parts = new ArrayList<>();
        for (int place : call.wholes(places, "indices")) {
            int at = place(place, x.shape().size(axis));
            parts.add(ops.slice(x, axis, at, at + 1));
        }
        return ops.concatenate(parts, axis);
    }

    private static int place(int index, int size) {
        return index < 0 ? index + size : index;
    }

    private static Value oneHot(OperationCall call) {
        Ops ops = call.ops();
        Value x = call.tensor(0, "x", "indices");
        call.passOver("dtype", "name");
        OperationCall.require(!call.flag("sparse"), "sparse", call.setting("sparse"));
        OperationCall.require(call.whole("axis", -1) == -1, "axis", call.setting("axis"));
        OperationCall.require(!call.has("on_value") && !call.has("off_value"), "on_value", call.setting("on_value"));
        int classes = call.has("num_classes") ? call.whole("num_classes", 1) : call.whole("depth", 1);
        List<Integer> sizes = new ArrayList<>(x.shape().toList());
        sizes.add(1);
        Value single = ops.reshape(x, Shape.of(sizes));
        Shape counted = Shape.of(sizes).withLast(classes);
        return ops.equal(single, ReductionFunctions.counting(ops, counted, sizes.size() - 1));
    }

    /** One indexing, part by part. */
    private static final class Indexing {
        private final Ops ops;
        private final List<JsonNode> parts;
        private Value x;
        private int axis;

        Indexing(Ops ops, Value x, List<JsonNode> parts) {
            this.ops = ops;
            this.x = x;
            this.parts = parts;
        }

        Value apply() {
            long taken = parts.stream()
                    .filter(part -> !part.isNull() && !isEllipsis(part))
                    .count();
            int rank = x.shape().rank();
            if (taken > rank) {
                throw new IllegalArgumentException("takes " + taken + " axes of " + x.shape());
            }
            for (JsonNode part : parts) {
                if (isEllipsis(part)) {
                    axis += rank - (int) taken;
                } else {
                    step(part);
                }
            }
            return x;
        }

        private static boolean isEllipsis(JsonNode part) {
            return part.path("class_name").asText().equals("__ellipsis__");
        }

        private void step(JsonNode part) {
            Shape shape = x.shape();
            if (part.isNull()) {
                List<Integer> sizes = new ArrayList<>(shape.toList());
                sizes.add(axis, 1);
                x = ops.reshape(x, Shape.of(sizes));
                axis++;
            } else if (part.isIntegralNumber()) {
                int size = shape.size(axis);
                OperationCall.require(size != Shape.ANY, "key", part);
                x = at(ops, x, axis, place(part.intValue(), size));
            } else {
                slice(part.has("config") ? part.path("config") : part, part);
                axis++;
            }
        }

        /** A Python slice, whose ends may lie outside. */
        private void slice(JsonNode range, JsonNode part) {
            OperationCall.require(range.isObject(), "key", part);
            boolean forward = isOpen(range, "step") || range.path("step").asInt() == 1;
            boolean whole = isOpen(range, "start") && isOpen(range, "stop") && forward;
            if (whole) {
                return;
            }
            int size = x.shape().size(axis);
            OperationCall.require(size != Shape.ANY, "key", part);
            int step = range.path("step").asInt(1);
            OperationCall.require(step != 0, "key", part);
            int low = step > 0 ? 0 : -1;
            int high = step > 0 ? size : size - 1;
            int begin = bound(range.path("start"), step > 0 ? low : high, size, low, high);
            int end = bound(range.path("stop"), step > 0 ? high : low, size, low, high);
            boolean empty = step > 0 ? end < begin : end > begin;
            Slice slice = new Slice(axis, begin, empty ? begin : end, step);
            x = ops.apply(slice, x);
        }

        private static boolean isOpen(JsonNode range, String name) {
            return range.path(name).isNull() || range.path(name).isMissingNode();
        }

        private static int bound(JsonNode place, int otherwise, int size, int low, int high) {
            if (!place.isIntegralNumber()) {
                return otherwise;
            }
            int at = place.intValue() < 0 ? place.intValue() + size : place.intValue();
            return Math.max(low, Math.min(high, at));
        }
    }
}
