package io.github.kerasjvm.layer.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.kerasjvm.config.Argument;
import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.layer.lift.LiftedOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operations of {@code tf} that {@code keras.ops} has, too: their class, which arguments are tensors, and what the
 * settings are called (keras/src/ops of 3.15.1). Whether both compute the same, the graphs tell when a model is written.
 */
final class Keras3Operations {

    private static final String NUMPY = "keras.src.ops.numpy";
    private static final String NN = "keras.src.ops.nn";
    private static final String MATH = "keras.src.ops.math";
    private static final String CORE = "keras.src.ops.core";
    private static final JsonNode NONE = NullNode.getInstance();

    private static final Map<String, Target> ALL = all();

    private Keras3Operations() {}

    /**
     * A class of {@code keras.ops}.
     *
     * @param tensors the names in {@code tf} of what it is called with
     * @param settings the names in {@code tf} of its settings
     */
    private record Target(String module, String className, List<String> tensors, Map<String, Setting> settings) {

        Target taking(String name, String keras, JsonNode otherwise) {
            Map<String, Setting> more = new LinkedHashMap<>(settings);
            more.put(name, new Setting(keras, otherwise));
            return new Target(module, className, tensors, more);
        }

        Target taking(String name) {
            return taking(name, name, null);
        }
    }

    /** A setting: its name in Keras 3, and what it is when the call does not say; null if it has to. */
    private record Setting(String name, JsonNode otherwise) {}

    private static Target target(String module, String className, String... tensors) {
        return new Target(module, className, List.of(tensors), Map.of());
    }

    private static Map<String, Target> all() {
        Map<String, Target> all = new HashMap<>();
        unary(all, NUMPY, "math.negative Negative math.abs Absolute math.sign Sign math.exp Exp math.log Log");
        unary(all, NUMPY, "math.sqrt Sqrt math.tanh Tanh nn.tanh Tanh math.floor Floor math.ceil Ceil");
        unary(all, NUMPY, "math.sin Sin math.cos Cos math.tan Tan math.square Square math.reciprocal Reciprocal");
        unary(all, NUMPY, "math.expm1 Expm1 math.log1p Log1p math.is_nan Isnan math.logical_not LogicalNot");
        unary(all, MATH, "math.erf Erf math.rsqrt Rsqrt");
        unary(all, CORE, "stop_gradient StopGradient");
        unary(all, NN, "nn.relu Relu nn.relu6 Relu6 nn.selu Selu nn.silu Silu nn.softsign Softsign nn.sigmoid Sigmoid");
        unary(all, NN, "math.sigmoid Sigmoid math.softplus Softplus nn.softplus Softplus math.log_sigmoid LogSigmoid");
        binary(all, "__operators__.add Add math.add Add math.subtract Subtract math.multiply Multiply");
        binary(all, "math.truediv Divide math.divide Divide math.pow Power math.maximum Maximum math.minimum Minimum");
        binary(all, "math.greater Greater math.greater_equal GreaterEqual math.less Less math.less_equal LessEqual");
        binary(all, "math.equal Equal math.not_equal NotEqual math.logical_and LogicalAnd math.logical_or LogicalOr");
        binary(all, "compat.v1.floor_div FloorDivide math.floordiv FloorDivide math.floormod Mod");
        all.put("where", target(NUMPY, "Where", "condition", "x", "y"));
        all.put("linalg.matmul", target(NUMPY, "Matmul", "a", "b"));
        all.put("math.round", target(NUMPY, "Round", "x").taking("decimals", "decimals", IntNode.valueOf(0)));
        all.put(
                "one_hot",
                target(NN, "OneHot", "indices")
                        .taking("depth", "num_classes", null)
                        .taking("axis", "axis", IntNode.valueOf(-1))
                        .taking("dtype", "dtype", TextNode.valueOf("float32"))
                        .taking("sparse", "sparse", BooleanNode.FALSE));
        all.put("cast", target(CORE, "Cast", "x").taking("dtype"));
        all.put("nn.elu", target(NN, "Elu", "features").taking("alpha", "alpha", IntNode.valueOf(1)));
        all.put("nn.gelu", target(NN, "Gelu", "features").taking("approximate", "approximate", BooleanNode.FALSE));
        all.put(
                "nn.leaky_relu",
                target(NN, "LeakyRelu", "features")
                        .taking("alpha", "negative_slope", JsonNodeFactory.instance.numberNode(0.2)));
        for (String name : List.of("softmax Softmax", "log_softmax LogSoftmax")) {
            String[] names = name.split(" ");
            all.put("nn." + names[0], target(NN, names[1], "logits").taking("axis", "axis", IntNode.valueOf(-1)));
        }
        all.put(
                "clip_by_value",
                target(NUMPY, "Clip", "t")
                        .taking("clip_value_min", "x_min", null)
                        .taking("clip_value_max", "x_max", null));
        reductions(all);
        moves(all);
        return Map.copyOf(all);
    }

    private static void unary(Map<String, Target> all, String module, String names) {
        String[] pairs = names.split(" ");
        for (int i = 0; i < pairs.length; i += 2) {
            all.put(pairs[i], target(module, pairs[i + 1], "x"));
        }
    }

    private static void binary(Map<String, Target> all, String names) {
        String[] pairs = names.split(" ");
        for (int i = 0; i < pairs.length; i += 2) {
            all.put(pairs[i], target(NUMPY, pairs[i + 1], "x", "y"));
        }
    }

    private static void reductions(Map<String, Target> all) {
        String names = "sum Sum mean Mean max Max min Min variance Var std Std prod Prod any Any all All";
        String[] pairs = names.split(" ");
        for (int i = 0; i < pairs.length; i += 2) {
            all.put("math.reduce_" + pairs[i], reduction(NUMPY, pairs[i + 1]));
        }
        all.put("math.reduce_logsumexp", reduction(MATH, "Logsumexp"));
        all.put("math.argmax", target(NUMPY, "Argmax", "input").taking("axis"));
        all.put("math.argmin", target(NUMPY, "Argmin", "input").taking("axis"));
        all.put("math.cumsum", target(NUMPY, "Cumsum", "x").taking("axis", "axis", IntNode.valueOf(0)));
    }

    private static Target reduction(String module, String className) {
        return target(module, className, "input_tensor")
                .taking("axis", "axis", NONE)
                .taking("keepdims", "keepdims", BooleanNode.FALSE);
    }

    private static void moves(Map<String, Target> all) {
        all.put("reshape", target(NUMPY, "Reshape", "tensor").taking("shape", "newshape", null));
        all.put("expand_dims", target(NUMPY, "ExpandDims", "input").taking("axis"));
        for (String name : List.of("squeeze", "compat.v1.squeeze")) {
            all.put(name, target(NUMPY, "Squeeze", "input").taking("axis", "axis", NONE));
        }
        for (String name : List.of("transpose", "compat.v1.transpose")) {
            all.put(name, target(NUMPY, "Transpose", "a").taking("perm", "axes", NONE));
        }
        all.put("concat", target(NUMPY, "Concatenate", "values").taking("axis"));
        all.put("stack", target(NUMPY, "Stack", "values").taking("axis", "axis", IntNode.valueOf(0)));
        all.put("repeat", target(NUMPY, "Repeat", "input").taking("repeats").taking("axis"));
        all.put("tile", target(NUMPY, "Tile", "input").taking("multiples", "repeats", null));
        all.put("reverse", target(NUMPY, "Flip", "tensor").taking("axis"));
        all.put("roll", target(NUMPY, "Roll", "input").taking("shift").taking("axis"));
        all.put(
                "split",
                target(NUMPY, "Split", "value")
                        .taking("num_or_size_splits", "indices_or_sections", null)
                        .taking("axis", "axis", IntNode.valueOf(0)));
        all.put(
                "unstack",
                target(CORE, "Unstack", "value").taking("num", "num", NONE).taking("axis", "axis", IntNode.valueOf(0)));
        for (String name : List.of("gather", "compat.v1.gather")) {
            all.put(name, target(NUMPY, "Take", "params", "indices").taking("axis", "axis", IntNode.valueOf(0)));
        }
        all.put("__operators__.getitem", target(NUMPY, "GetItem", "x"));
    }

    /** The operation of Keras 3 for one call; empty if there is none, or it cannot be told. */
    static Optional<LiftedOperation> of(JsonNode config, Arguments call) {
        String function = config.path("function").asText("");
        Target target = ALL.get(function);
        if (target == null) {
            return Optional.empty();
        }
        Map<String, Argument> named = new LinkedHashMap<>(call.keywords());
        named.remove("name");
        List<Argument> given = call.positional();
        boolean isList = target.tensors().get(0).equals("values");
        List<Argument> tensors = new ArrayList<>();
        int taken = 0;
        for (String name : target.tensors()) {
            Argument tensor = taken < given.size() && !isList ? given.get(taken++) : named.remove(name);
            if (isList) {
                taken = given.size();
                boolean isOne = given.size() == 1 && given.get(0) instanceof Argument.Items;
                tensor = isOne ? given.get(0) : new Argument.Items(given);
            }
            if (!isTensor(tensor)) {
                return Optional.empty();
            }
            tensors.add(tensor);
        }
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        boolean isSaid = taken == given.size() && settings(target, named, settings);
        if (isSaid && function.equals("__operators__.getitem")) {
            isSaid = item(named.remove("slice_spec"), tensors);
        }
        boolean isWhole = isSaid && named.values().stream().allMatch(Keras3Operations::meansNothing);
        return isWhole
                ? Optional.of(new LiftedOperation(
                        target.module(), target.className(), settings, new Arguments(tensors, Map.of())))
                : Optional.empty();
    }

    /** A tensor, a list of tensors, or a number; what is a list of numbers Keras 3 takes for a shape unknown. */
    private static boolean isTensor(Argument argument) {
        return argument != null
                && (argument.isTensors()
                        || argument instanceof Argument.Literal literal
                                && literal.value().isValueNode()
                                && !literal.value().isNull());
    }

    private static boolean settings(Target target, Map<String, Argument> named, ObjectNode settings) {
        for (Map.Entry<String, Setting> entry : target.settings().entrySet()) {
            Argument value = named.remove(entry.getKey());
            Optional<JsonNode> known = value == null || value.isNothing()
                    ? Optional.ofNullable(entry.getValue().otherwise())
                    : json(value);
            if (known.isEmpty()) {
                return false;
            }
            settings.set(entry.getValue().name(), known.get());
        }
        return true;
    }

    /** An argument without tensors as JSON. */
    private static Optional<JsonNode> json(Argument argument) {
        if (argument instanceof Argument.Literal literal) {
            return Optional.of(literal.value());
        }
        if (argument instanceof Argument.Items list) {
            var array = JsonNodeFactory.instance.arrayNode();
            for (Argument item : list.items()) {
                Optional<JsonNode> known = json(item);
                if (known.isEmpty()) {
                    return Optional.empty();
                }
                array.add(known.get());
            }
            return Optional.of(array);
        }
        return Optional.empty();
    }

    /** {@code x[…]}: parts that are numbers, new axes, and slices; other parts are refused. */
    private static boolean item(Argument spec, List<Argument> tensors) {
        if (!(spec instanceof Argument.Items parts)) {
            return false;
        }
        List<Argument> key = new ArrayList<>();
        for (Argument part : parts.items()) {
            if (part instanceof Argument.Literal literal
                    && (literal.value().isInt() || literal.value().isNull())) {
                key.add(part);
            } else if (part instanceof Argument.Fields fields
                    && fields.fields().values().stream().allMatch(Argument.Literal.class::isInstance)) {
                ObjectNode slice = JsonNodeFactory.instance.objectNode();
                slice.put("class_name", "__slice__");
                ObjectNode config = slice.putObject("config");
                for (String name : List.of("start", "stop", "step")) {
                    Argument end = fields.fields().get(name);
                    config.set(name, end == null ? NONE : ((Argument.Literal) end).value());
                }
                key.add(new Argument.Literal(slice));
            } else {
                return false;
            }
        }
        tensors.add(new Argument.Items(key));
        return true;
    }

    /** None, an option that is off, no batch axes, or the type of an index, which is a number here. */
    private static boolean meansNothing(Argument argument) {
        return argument.isNothing()
                || argument instanceof Argument.Literal literal
                        && (literal.value().equals(BooleanNode.FALSE)
                                || literal.value().equals(IntNode.valueOf(0))
                                || literal.value().equals(TextNode.valueOf("int64")));
    }
}
