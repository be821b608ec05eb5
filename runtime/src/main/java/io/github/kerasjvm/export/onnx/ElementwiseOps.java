package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Select;
import io.github.kerasjvm.op.Unary;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;

/** Functions of each element. They keep the order of the axes. */
final class ElementwiseOps {

    private ElementwiseOps() {}

    static void register(Translations translations) {
        translations
                .on(Unary.class, (op, node, out) -> keepingOrder(node, out, operator(op.function())))
                .on(Binary.class, ElementwiseOps::binary)
                .on(Select.class, ElementwiseOps::select);
    }

    /** Writes an operator of one input that keeps its order. */
    private static void keepingOrder(Node node, GraphWriter out, String operator) {
        Value x = node.inputs().get(0);
        out.give(node.outputs().get(0), out.order(x), OnnxNode.of(operator, out.any(x)));
    }

    private static void binary(Binary op, Node node, GraphWriter out) {
        Value result = node.outputs().get(0);
        Order order = out.common(node.inputs(), result.shape().rank());
        OnnxNode written = OnnxNode.of(
                operator(op.function()),
                out.broadcast(node.inputs().get(0), order),
                out.broadcast(node.inputs().get(1), order));
        switch (op.function()) {
            case EQUAL, GREATER, GREATER_OR_EQUAL -> out.giveTruth(result, order, written);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER, MAXIMUM, MINIMUM -> out.give(result, order, written);
        }
    }

    private static void select(Select op, Node node, GraphWriter out) {
        Value result = node.outputs().get(0);
        Order order = out.common(node.inputs(), result.shape().rank());
        OnnxNode where = OnnxNode.of(
                "Where",
                out.truth(node.inputs().get(0), order),
                out.broadcast(node.inputs().get(1), order),
                out.broadcast(node.inputs().get(2), order));
        out.give(result, order, where);
    }

    private static String operator(UnaryFunction function) {
        return switch (function) {
            case NEGATE -> "Neg";
            case ABSOLUTE -> "Abs";
            case SIGN -> "Sign";
            case EXPONENTIAL -> "Exp";
            case LOGARITHM -> "Log";
            case SQUARE_ROOT -> "Sqrt";
            case TANH -> "Tanh";
            case SIGMOID -> "Sigmoid";
            case RELU -> "Relu";
            case SOFTPLUS -> "Softplus";
            case ERROR_FUNCTION -> "Erf";
            case FLOOR -> "Floor";
            case ROUND -> "Round";
            case SINE -> "Sin";
            case COSINE -> "Cos";
        };
    }

    private static String operator(BinaryFunction function) {
        return switch (function) {
            case ADD -> "Add";
            case SUBTRACT -> "Sub";
            case MULTIPLY -> "Mul";
            case DIVIDE -> "Div";
            case POWER -> "Pow";
            case MAXIMUM -> "Max";
            case MINIMUM -> "Min";
            case EQUAL -> "Equal";
            case GREATER -> "Greater";
            case GREATER_OR_EQUAL -> "GreaterOrEqual";
        };
    }
}
