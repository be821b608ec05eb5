package io.github.kerasjvm.layer.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Argument;
import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.CallArguments;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An operation in a graph of tf.keras 2.0 to 2.3: a node of TensorFlow's graph, {@code node_def}, and those of its inputs that
 * are no tensors of the model, {@code constants} by their place (base_layer.py of TensorFlow 2.3).
 *
 * @param op the name of TensorFlow's operation, {@code AddV2}
 * @param attributes the attributes of the node that mean something here
 * @param constants the constant inputs by place
 */
public record TensorFlowOpLayer(String op, Map<String, JsonNode> attributes, Map<Integer, JsonNode> constants)
        implements Layer {

    /** How it is read. */
    public static final Kind<TensorFlowOpLayer> KIND = Kind.of(
                    Group.OPERATION, "TensorFlowOpLayer", TensorFlowOpLayer::read)
            .inKeras("2")
            .inKeras3(Lifting.refused("is an operation of TensorFlow, which a model of Keras 3 cannot hold"))
            .doc("An operation of TensorFlow's graph");

    /** The constant input that is a setting of the operation, and its name. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("Mean", "axis"),
            Map.entry("Sum", "axis"),
            Map.entry("Max", "axis"),
            Map.entry("Min", "axis"),
            Map.entry("Prod", "axis"),
            Map.entry("Any", "axis"),
            Map.entry("All", "axis"),
            Map.entry("Argmax", "axis"),
            Map.entry("Argmin", "axis"),
            Map.entry("ExpandDims", "axis"),
            Map.entry("ConcatV2", "axis"),
            Map.entry("Reshape", "shape"),
            Map.entry("Transpose", "perm"),
            Map.entry("Pad", "paddings"),
            Map.entry("Tile", "multiples"));

    /** Names of TensorFlow's operations that Keras's have otherwise. */
    private static final Map<String, String> NAMES = Map.of(
            "ArgMax", "Argmax", "ArgMin", "Argmin", "PadV2", "Pad", "BatchMatMul", "BatchMatMulV2", "Add", "AddV2");

    /** Attributes that say of which type numbers are, or where they are computed. */
    private static final Set<String> PASSED_OVER = Set.of(
            "T",
            "Tidx",
            "Tshape",
            "Tperm",
            "Tpaddings",
            "Tmultiples",
            "Tdim",
            "N",
            "Index",
            "SrcT",
            "output_type",
            "Truncate",
            "incompatible_shape_error");

    private static TensorFlowOpLayer read(Args args) {
        JsonNode node = args.get("node_def");
        String given = node.path("op").asText("");
        String op = NAMES.getOrDefault(given, given);
        if (args.has("node_def") && !op.equals("StridedSlice") && !Operation.isKnown(op)) {
            args.report(Code.LAYER_UNKNOWN, "node_def", "is TensorFlow's %s, which does not run here", given);
        }
        Map<String, JsonNode> attributes = new HashMap<>();
        node.path("attr").properties().forEach(entry -> {
            if (!PASSED_OVER.contains(entry.getKey()) && !entry.getKey().startsWith("_")) {
                attributes.put(entry.getKey(), plain(entry.getValue()));
            }
        });
        Map<Integer, JsonNode> constants = new HashMap<>();
        args.get("constants")
                .properties()
                .forEach(entry -> constants.put(Integer.parseInt(entry.getKey()), entry.getValue()));
        return new TensorFlowOpLayer(op, attributes, constants);
    }

    /** The value of an attribute, {@code {"b": true}}, {@code {"i": "3"}}, {@code {"list": {"i": ["1"]}}}. */
    private static JsonNode plain(JsonNode attribute) {
        if (attribute.has("list")) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            attribute.path("list").path("i").forEach(item -> list.add(item.asInt()));
            return list;
        }
        if (attribute.has("i")) {
            return JsonNodeFactory.instance.numberNode(attribute.get("i").asInt());
        }
        JsonNode first = attribute.elements().hasNext() ? attribute.elements().next() : attribute;
        return first;
    }

    @Override
    public Layer called(Arguments arguments, Problems problems) {
        CallArguments.requireTensors(arguments, problems);
        List<Argument> inputs = new ArrayList<>();
        for (Argument argument : arguments.positional()) {
            inputs.addAll(argument instanceof Argument.Items list ? list.items() : List.of(argument));
        }
        constants.keySet().stream()
                .sorted()
                .forEach(place -> inputs.add(Math.min(place, inputs.size()), argument(constants.get(place))));
        return op.equals("StridedSlice") ? slice(inputs) : operation(inputs);
    }

    private static Argument argument(JsonNode value) {
        if (!value.isArray()) {
            return new Argument.Literal(value);
        }
        List<Argument> items = new ArrayList<>();
        value.forEach(item -> items.add(argument(item)));
        return new Argument.Items(items);
    }

    private Layer operation(List<Argument> inputs) {
        Map<String, JsonNode> settings = new HashMap<>();
        Map<String, String> names =
                Map.of("keep_dims", "keepdims", "adj_x", "transpose_a", "adj_y", "transpose_b", "DstT", "dtype");
        attributes.forEach((name, value) -> settings.put(names.getOrDefault(name, name), value));
        if (settings.containsKey("dtype")) {
            settings.put("dtype", JsonNodeFactory.instance.textNode(type(settings.get("dtype"))));
        }
        Map<String, Argument> named = new HashMap<>();
        List<Argument> tensors = new ArrayList<>(inputs);
        if (SETTINGS.containsKey(op) && tensors.size() > 1) {
            named.put(SETTINGS.get(op), tensors.remove(tensors.size() - 1));
        }
        return new Operation(op, settings, new Arguments(tensors, named));
    }

    private static String type(JsonNode word) {
        return switch (word.asText()) {
            case "DT_FLOAT" -> "float32";
            case "DT_DOUBLE" -> "float64";
            case "DT_INT32" -> "int32";
            case "DT_INT64" -> "int64";
            case "DT_BOOL" -> "bool";
            default -> word.asText();
        };
    }

    /** {@code strided_slice} with its masks as the indexing of Python. */
    private Layer slice(List<Argument> inputs) {
        ArrayNode spec = JsonNodeFactory.instance.arrayNode();
        JsonNode begin = constants.getOrDefault(1, JsonNodeFactory.instance.arrayNode());
        for (int i = 0; i < begin.size(); i++) {
            if (bit("ellipsis_mask", i)) {
                spec.addObject().put("class_name", "__ellipsis__");
            } else if (bit("new_axis_mask", i)) {
                spec.addNull();
            } else if (bit("shrink_axis_mask", i)) {
                spec.add(begin.get(i).asInt());
            } else {
                range(spec.addObject(), i, begin);
            }
        }
        return new Operation("GetItem", Map.of("slice_spec", spec), new Arguments(inputs.subList(0, 1), Map.of()));
    }

    private void range(ObjectNode range, int i, JsonNode begin) {
        range.set("start", bit("begin_mask", i) ? JsonNodeFactory.instance.nullNode() : begin.get(i));
        JsonNode end = constants.getOrDefault(2, begin).path(i);
        range.set("stop", bit("end_mask", i) ? JsonNodeFactory.instance.nullNode() : end);
        range.set("step", constants.containsKey(3) ? constants.get(3).path(i) : JsonNodeFactory.instance.nullNode());
    }

    private boolean bit(String mask, int place) {
        return attributes.containsKey(mask) && (attributes.get(mask).asInt() >> place & 1) == 1;
    }

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        throw new IllegalStateException("an operation is called before it is used");
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        return List.of();
    }

    @Override
    public List<Value> lower(Lowering call) {
        throw new IllegalStateException("an operation is called before it is used");
    }
}
