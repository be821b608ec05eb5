package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.MatMul;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Reduce;
import io.github.kerasjvm.op.Value;

/** Matrix products and reductions. */
final class MatrixOps {

    private MatrixOps() {}

    static void register(Translations translations) {
        translations.on(MatMul.class, MatrixOps::matmul).on(Reduce.class, MatrixOps::reduce);
    }

    private static void matmul(MatMul op, Node node, GraphWriter out) {
        String a = matrix(node.inputs().get(0), op.transposeFirst(), out);
        String b = matrix(node.inputs().get(1), op.transposeSecond(), out);
        Value result = node.outputs().get(0);
        out.give(result, Order.natural(result.shape().rank()), OnnxNode.of("MatMul", a, b));
    }

    private static String matrix(Value value, boolean transposed, GraphWriter out) {
        int rank = value.shape().rank();
        return out.in(value, transposed ? Order.swapped(rank) : Order.natural(rank));
    }

    private static void reduce(Reduce op, Node node, GraphWriter out) {
        Value x = node.inputs().get(0);
        Order order = out.order(x);
        Order result = op.keepDims() ? order : order.without(op.axes());
        if (op.axes().isEmpty()) {
            out.put(node.outputs().get(0), result, out.any(x));
            return;
        }
        String operator =
                switch (op.function()) {
                    case SUM -> "ReduceSum";
                    case MEAN -> "ReduceMean";
                    case MAXIMUM -> "ReduceMax";
                    case MINIMUM -> "ReduceMin";
                };
        OnnxNode reduce = OnnxNode.of(operator, out.any(x), out.integers(order.positions(op.axes())))
                .integer("keepdims", op.keepDims() ? 1 : 0);
        out.give(node.outputs().get(0), result, reduce);
    }
}
