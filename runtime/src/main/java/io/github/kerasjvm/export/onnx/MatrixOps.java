package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.MatMul;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Reduce;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Matrix products and reductions. */
final class MatrixOps {

    private MatrixOps() {}

    static void register(Translations translations) {
        translations.on(MatMul.class, MatrixOps::matmul).on(Reduce.class, MatrixOps::reduce);
    }

    private static void matmul(MatMul op, Node node, GraphWriter out) {
        String a = matrix(node.inputs().get(0), op.transposeFirst(), out);
        Value result = node.outputs().get(0);
        out.give(result, Order.natural(result.shape().rank()), product(op, node, a, out));
    }

    private static OnnxNode product(MatMul op, Node node, String a, GraphWriter out) {
        Value second = node.inputs().get(1);
        Forms.Flattened how = out.flattened(node.inputs().get(0));
        if (out.quantizer().takes(node)) {
            return out.quantizer().product(node, a, fixed(second, op.transposeSecond(), how, out));
        }
        String b = how == null
                ? matrix(second, op.transposeSecond(), out)
                : out.changed(second, fixed(second, op.transposeSecond(), how, out));
        return OnnxNode.of("MatMul", a, b);
    }

    private static String matrix(Value value, boolean transposed, GraphWriter out) {
        int rank = value.shape().rank();
        return out.in(value, transposed ? Order.swapped(rank) : Order.natural(rank));
    }

    /** A fixed matrix; its rows stand in the order in which the other factor was made flat, if that is not null. */
    private static Tensor fixed(Value value, boolean transposed, Forms.Flattened how, GraphWriter out) {
        Tensor matrix = transposed ? Order.swapped(2).arrange(out.constant(value)) : out.constant(value);
        if (how == null) {
            return matrix;
        }
        int rank = how.from().rank();
        // The rows' own axes, and the columns in place of the batch, which moves to the end.
        List<Integer> axes = new ArrayList<>();
        for (int axis : how.order().axes().subList(1, rank)) {
            axes.add(axis - 1);
        }
        axes.add(rank - 1);
        int[] sizes = new int[rank];
        for (int i = 1; i < rank; i++) {
            sizes[i - 1] = how.from().size(i);
        }
        sizes[rank - 1] = matrix.shape().last();
        Tensor moved = new Order(axes).arrange(matrix.reshaped(Shape.of(sizes)));
        return moved.reshaped(matrix.shape());
    }

    /**
     * Whether an image with its channels in front of it is brought down to one number for each channel. Of one axis it is
     * only taken for an image if a convolution moved its channels there; ONNX Runtime pools three axes at most.
     */
    private static boolean isOfImages(Order order, List<Integer> positions) {
        int rank = order.rank();
        return (rank == 3 && !order.isNatural() || rank == 4 || rank == 5)
                && order.position(0) == 0
                && positions.equals(Order.natural(rank).axes().subList(2, rank));
    }

    /** ONNX's own pooling over everything, which takes images in whatever form its convolutions gave them. */
    private static void global(Reduce op, Node node, Order order, List<Integer> positions, GraphWriter out) {
        Value y = node.outputs().get(0);
        OnnxNode pool = OnnxNode.of("GlobalAveragePool", out.any(node.inputs().get(0)));
        if (op.keepDims()) {
            out.give(y, order, pool);
        } else {
            OnnxNode squeeze = OnnxNode.of("Squeeze", out.emit(pool), out.integers(positions));
            out.give(y, order.without(op.axes()), squeeze);
        }
    }

    private static void reduce(Reduce op, Node node, GraphWriter out) {
        Value x = node.inputs().get(0);
        Order order = out.order(x);
        Order result = op.keepDims() ? order : order.without(op.axes());
        if (op.axes().isEmpty()) {
            out.put(node.outputs().get(0), result, out.any(x));
            return;
        }
        List<Integer> positions = order.positions(op.axes()).stream().sorted().toList();
        if (op.function() == ReduceFunction.MEAN && isOfImages(order, positions)) {
            global(op, node, order, positions, out);
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
