package io.github.kerasjvm.layer.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.layer.StandardActivation;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Elu;
import io.github.kerasjvm.op.Gelu;
import io.github.kerasjvm.op.LeakyRelu;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import java.util.List;
import java.util.Map;

/** Functions of each element, with NumPy's broadcasting. Truth is 1, falsehood 0. */
final class ElementwiseFunctions {

    private static final Map<String, UnaryFunction> UNARY = Map.ofEntries(
            Map.entry("Negative math.negative Neg", UnaryFunction.NEGATE),
            Map.entry("Absolute Abs math.abs abs", UnaryFunction.ABSOLUTE),
            Map.entry("Sign math.sign", UnaryFunction.SIGN),
            Map.entry("Exp math.exp", UnaryFunction.EXPONENTIAL),
            Map.entry("Log math.log", UnaryFunction.LOGARITHM),
            Map.entry("Sqrt math.sqrt", UnaryFunction.SQUARE_ROOT),
            Map.entry("Tanh math.tanh nn.tanh", UnaryFunction.TANH),
            Map.entry("Sigmoid math.sigmoid nn.sigmoid", UnaryFunction.SIGMOID),
            Map.entry("Relu nn.relu", UnaryFunction.RELU),
            Map.entry("Softplus math.softplus nn.softplus", UnaryFunction.SOFTPLUS),
            Map.entry("Erf math.erf", UnaryFunction.ERROR_FUNCTION),
            Map.entry("Floor math.floor", UnaryFunction.FLOOR),
            Map.entry("math.round math.rint Rint", UnaryFunction.ROUND),
            Map.entry("Sin math.sin", UnaryFunction.SINE),
            Map.entry("Cos math.cos", UnaryFunction.COSINE));

    private static final Map<String, BinaryFunction> BINARY = Map.of(
            "Add math.add __operators__.add AddV2", BinaryFunction.ADD,
            "Subtract math.subtract Sub", BinaryFunction.SUBTRACT,
            "Multiply math.multiply Mul", BinaryFunction.MULTIPLY,
            "Divide TrueDivide math.divide math.truediv RealDiv", BinaryFunction.DIVIDE,
            "Power math.pow Pow", BinaryFunction.POWER,
            "Maximum math.maximum maximum", BinaryFunction.MAXIMUM,
            "Minimum math.minimum minimum", BinaryFunction.MINIMUM,
            "Equal math.equal __operators__.eq", BinaryFunction.EQUAL,
            "Greater math.greater", BinaryFunction.GREATER,
            "GreaterEqual math.greater_equal", BinaryFunction.GREATER_OR_EQUAL);

    /** Activations without settings, by the names of their operations. */
    private static final Map<String, StandardActivation> ACTIVATIONS = Map.ofEntries(
            Map.entry("Relu6 nn.relu6", StandardActivation.RELU6),
            Map.entry("Softsign nn.softsign math.softsign", StandardActivation.SOFTSIGN),
            Map.entry("Silu nn.silu nn.swish", StandardActivation.SILU),
            Map.entry("Selu nn.selu", StandardActivation.SELU),
            Map.entry("LogSigmoid math.log_sigmoid", StandardActivation.LOG_SIGMOID),
            Map.entry("HardSigmoid", StandardActivation.HARD_SIGMOID_3),
            Map.entry("HardSilu", StandardActivation.HARD_SILU),
            Map.entry("HardTanh", StandardActivation.HARD_TANH),
            Map.entry("TanhShrink", StandardActivation.TANH_SHRINK),
            Map.entry("SparsePlus", StandardActivation.SPARSE_PLUS),
            Map.entry("SparseSigmoid", StandardActivation.SPARSE_SIGMOID));

    private ElementwiseFunctions() {}

    static void register(Functions functions) {
        UNARY.forEach(
                (names, function) -> functions.on(names, call -> call.ops().unary(function, plain(call))));
        BINARY.forEach((names, function) ->
                functions.on(names, call -> call.ops().binary(function, plain(call), second(call))));
        ACTIVATIONS.forEach(
                (names, activation) -> functions.on(names, call -> activation.apply(call.ops(), plain(call))));
        registerComposed(functions);
        registerLogical(functions);
        registerActivations(functions);
    }

    private static Value plain(OperationCall call) {
        call.passOver("name");
        return call.tensor(0, "x1", "x", "a", "features", "logits");
    }

    private static Value second(OperationCall call) {
        return call.tensor(1, "x2", "y", "b");
    }

    private static Value one(OperationCall call) {
        return call.ops().constant(1);
    }

    private static void registerComposed(Functions functions) {
        functions
                .on("Square math.square", call -> call.ops().multiply(plain(call), plain(call)))
                .on("Rsqrt math.rsqrt", call -> call.ops()
                        .divide(one(call), call.ops().squareRoot(plain(call))))
                .on("Reciprocal math.reciprocal", call -> call.ops().divide(one(call), plain(call)))
                .on("Expm1 math.expm1", call -> call.ops().subtract(call.ops().exponential(plain(call)), one(call)))
                .on("Log1p math.log1p", call -> call.ops().logarithm(call.ops().add(plain(call), one(call))))
                .on("Log2", call -> logarithm(call, 2))
                .on("Log10", call -> logarithm(call, 10))
                .on("Ceil math.ceil", call -> {
                    Ops ops = call.ops();
                    return ops.negate(ops.unary(UnaryFunction.FLOOR, ops.negate(plain(call))));
                })
                .on("Trunc", call -> truncated(call.ops(), plain(call)))
                .on("Tan math.tan", call -> call.ops()
                        .divide(
                                call.ops().unary(UnaryFunction.SINE, plain(call)),
                                call.ops().unary(UnaryFunction.COSINE, plain(call))))
                .on(
                        "FloorDivide math.floordiv compat.v1.floor_div FloorDiv",
                        call -> quotient(call.ops(), plain(call), second(call)))
                .on("Mod math.floormod FloorMod", call -> {
                    Ops ops = call.ops();
                    Value b = second(call);
                    return ops.subtract(plain(call), ops.multiply(quotient(ops, plain(call), b), b));
                })
                .on("math.squared_difference SquaredDifference", call -> {
                    Value difference = call.ops().subtract(plain(call), second(call));
                    return call.ops().multiply(difference, difference);
                })
                .on(
                        "math.add_n AddN",
                        call -> call.tensors().stream().reduce(call.ops()::add).orElseThrow())
                .on("nn.bias_add BiasAdd", ElementwiseFunctions::biasAdd)
                .on("Clip clip_by_value", ElementwiseFunctions::clip)
                .on("Where where Select SelectV2", call -> call.ops()
                        .select(call.tensor(0, "condition"), call.tensor(1, "x1", "x"), call.tensor(2, "x2", "y")))
                .on("Identity identity stop_gradient StopGradient", ElementwiseFunctions::plain)
                .on("Cast cast", ElementwiseFunctions::cast)
                .on("ConvertToTensor convert_to_tensor", ElementwiseFunctions::converted)
                .on("ConvertToTensor", call -> {
                    call.passOver("sparse", "ragged");
                    return call.has("dtype") ? cast(call) : call.x();
                })
                .on("Round", call -> {
                    OperationCall.require(call.whole("decimals", 0) == 0, "decimals", call.setting("decimals"));
                    return call.ops().unary(UnaryFunction.ROUND, plain(call));
                })
                .on("OnesLike ones_like", call -> filled(call, 1))
                .on("ZerosLike zeros_like", call -> filled(call, 0));
    }

    private static Value logarithm(OperationCall call, double base) {
        return call.ops().multiply(call.ops().logarithm(plain(call)), call.ops().constant(1 / Math.log(base)));
    }

    private static Value quotient(Ops ops, Value a, Value b) {
        return ops.unary(UnaryFunction.FLOOR, ops.divide(a, b));
    }

    private static Value truncated(Ops ops, Value x) {
        Value size = ops.unary(UnaryFunction.FLOOR, ops.unary(UnaryFunction.ABSOLUTE, x));
        return ops.multiply(ops.unary(UnaryFunction.SIGN, x), size);
    }

    /** Whatever the input holds. */
    private static Value filled(OperationCall call, double number) {
        call.passOver("dtype");
        Ops ops = call.ops();
        return ops.select(ops.constant(0), plain(call), ops.constant(number));
    }

    private static Value biasAdd(OperationCall call) {
        call.passOver("name");
        String format = call.word("data_format", "NHWC");
        OperationCall.require(!format.startsWith("NC"), "data_format", call.setting("data_format"));
        return call.ops().add(call.x(), call.tensor(1, "bias"));
    }

    private static Value clip(OperationCall call) {
        call.passOver("name");
        Value x = call.tensor(0, "x", "t");
        Value low = call.tensor(1, "x_min", "clip_value_min");
        Value high = call.tensor(2, "x_max", "clip_value_max");
        return call.ops().minimum(call.ops().maximum(x, low), high);
    }

    /** Arrays are dense here; without a type it stays as it is. */
    private static Value converted(OperationCall call) {
        call.passOver("sparse", "ragged");
        return call.setting("dtype").isNull() ? plain(call) : cast(call);
    }

    private static Value cast(OperationCall call) {
        JsonNode type = call.setting("dtype");
        call.passOver("name");
        String word = type.isTextual() ? type.textValue() : "";
        return switch (word) {
            case "float32", "float64" -> call.x();
            case "bool" -> truth(call.ops(), call.x());
            case "int8", "int16", "int32", "int64" -> truncated(call.ops(), call.x());
            default -> throw new IllegalArgumentException("casts to " + type + ", which does not run here");
        };
    }

    private static void registerLogical(Functions functions) {
        functions
                .on(
                        "NotEqual math.not_equal __operators__.ne",
                        call -> not(call.ops(), call.ops().equal(plain(call), second(call))))
                .on("Less math.less", call -> call.ops().greater(second(call), plain(call)))
                .on("LessEqual math.less_equal", call -> call.ops().greaterOrEqual(second(call), plain(call)))
                .on("LogicalAnd math.logical_and", call -> call.ops()
                        .minimum(truth(call.ops(), plain(call)), truth(call.ops(), second(call))))
                .on("LogicalOr math.logical_or", call -> call.ops()
                        .maximum(truth(call.ops(), plain(call)), truth(call.ops(), second(call))))
                .on(
                        "LogicalXor math.logical_xor",
                        call -> not(
                                call.ops(),
                                call.ops().equal(truth(call.ops(), plain(call)), truth(call.ops(), second(call)))))
                .on("LogicalNot math.logical_not", call -> call.ops()
                        .equal(plain(call), call.ops().constant(0)))
                .on("Isnan math.is_nan", call -> not(call.ops(), call.ops().equal(plain(call), plain(call))));
    }

    private static Value not(Ops ops, Value truth) {
        return ops.subtract(ops.constant(1), truth);
    }

    static Value truth(Ops ops, Value x) {
        return not(ops, ops.equal(x, ops.constant(0)));
    }

    private static void registerActivations(Functions functions) {
        functions
                .on("Gelu nn.gelu", call -> call.ops()
                        .apply(new Gelu(call.has("approximate") && call.flag("approximate")), plain(call)))
                .on("LeakyRelu nn.leaky_relu", call -> {
                    double slope = call.number("negative_slope", call.number("alpha", 0.2));
                    return call.ops().apply(new LeakyRelu(slope), plain(call));
                })
                .on("Squareplus", call -> {
                    OperationCall.require(call.number("b", 4) == 4, "b", call.setting("b"));
                    return StandardActivation.SQUAREPLUS.apply(call.ops(), plain(call));
                })
                .on("Elu nn.elu", call -> call.ops().apply(new Elu(call.number("alpha", 1), 1), plain(call)))
                .on("Softmax nn.softmax", call -> alongAxis(call, false))
                .on("LogSoftmax nn.log_softmax", call -> alongAxis(call, true));
    }

    private static Value alongAxis(OperationCall call, boolean logarithm) {
        Value x = plain(call);
        List<Integer> axes = call.has("axis")
                ? call.axes("axis", x.shape())
                : List.of(x.shape().axis(-1));
        OperationCall.require(axes.size() == 1, "axis", call.setting("axis"));
        return call.ops()
                .apply(
                        logarithm
                                ? new io.github.kerasjvm.op.LogSoftmax(axes.get(0))
                                : new io.github.kerasjvm.op.Softmax(axes.get(0)),
                        x);
    }
}
