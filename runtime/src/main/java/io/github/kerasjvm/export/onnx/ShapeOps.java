package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.Broadcast;
import io.github.kerasjvm.op.Concatenate;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Gather;
import io.github.kerasjvm.op.GatherGradient;
import io.github.kerasjvm.op.MatMul;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Reshape;
import io.github.kerasjvm.op.Slice;
import io.github.kerasjvm.op.Transpose;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;

/** What moves elements without computing. */
final class ShapeOps {

    private ShapeOps() {}

    static void register(Translations translations) {
        translations
                .on(Reshape.class, ShapeOps::reshape)
                .on(Transpose.class, ShapeOps::transpose)
                .on(Broadcast.class, ShapeOps::broadcast)
                .on(Concatenate.class, ShapeOps::concatenate)
                .on(Slice.class, ShapeOps::slice)
                .on(Pad.class, ShapeOps::pad)
                .on(Gather.class, ShapeOps::gather)
                .on(GatherGradient.class, ShapeOps::gatherGradient);
    }

    private static void reshape(Reshape op, Node node, GraphWriter out) {
        Value x = node.inputs().get(0);
        Value y = node.outputs().get(0);
        Tensor fixed = out.constant(x);
        if (fixed != null) {
            out.fix(y, fixed.reshaped(y.shape()), x);
            return;
        }
        Shape from = x.shape();
        Shape to = y.shape();
        boolean rowsStay = from.rank() > 0
                && to.rank() > 0
                && from.isKnownFrom(1)
                && to.isKnownFrom(1)
                && from.elementsFrom(1) == to.elementsFrom(1);
        Order order = out.order(x);
        if (rowsStay && order.position(0) == 0 && flattensForProducts(x, y, out)) {
            out.giveFlattened(
                    y, new Forms.Flattened(from, order), OnnxNode.of("Reshape", out.any(x), out.sizes(to, true)));
            return;
        }
        boolean there = order.position(0) == 0 && order.liesAs(Order.natural(from.rank()), from);
        String source = there ? out.any(x) : out.natural(x);
        out.give(y, Order.natural(to.rank()), OnnxNode.of("Reshape", source, out.sizes(to, rowsStay)));
    }

    /** Whether rows are made flat for products by fixed matrices alone, whose rows can be put in any order instead. */
    private static boolean flattensForProducts(Value x, Value y, GraphWriter out) {
        return y.shape().rank() == 2
                && !out.order(x).liesAs(Order.natural(x.shape().rank()), x.shape())
                && !out.uses().isGiven(y)
                && !out.uses().takers(y).isEmpty()
                && out.uses().takers(y).stream().allMatch(taker -> isProductOf(y, taker, out));
    }

    private static boolean isProductOf(Value y, Node taker, GraphWriter out) {
        Value matrix = taker.inputs().get(taker.inputs().size() - 1);
        return taker.op() instanceof MatMul product
                && !product.transposeFirst()
                && taker.inputs().get(0).equals(y)
                && matrix.shape().rank() == 2
                && out.constant(matrix) != null;
    }

    /** Writes nothing: only the names of the axes change. They move when somebody needs them elsewhere. */
    private static void transpose(Transpose op, Node node, GraphWriter out) {
        Value x = node.inputs().get(0);
        Value y = node.outputs().get(0);
        Tensor fixed = out.constant(x);
        if (fixed != null) {
            out.fix(y, new Order(op.axes()).arrange(fixed), x);
        } else {
            out.put(y, out.order(x).renamed(op.axes()), out.any(x));
        }
    }

    private static void broadcast(Broadcast op, Node node, GraphWriter out) {
        Value x = node.inputs().get(0);
        Value y = node.outputs().get(0);
        int rank = y.shape().rank();
        Order order = x.shape().rank() == rank ? out.order(x) : Order.natural(rank);
        // ONNX's Expand broadcasts both ways: a 1 keeps what the input has, so it stands for an open size.
        List<Integer> sizes = order.arrange(op.shape().toList()).stream()
                .map(size -> size == Shape.ANY ? 1 : size)
                .toList();
        out.give(y, order, OnnxNode.of("Expand", out.broadcast(x, order), out.integers(sizes)));
    }

    private static void concatenate(Concatenate op, Node node, GraphWriter out) {
        Value result = node.outputs().get(0);
        Order order = out.common(node.inputs(), result.shape().rank());
        List<String> parts =
                node.inputs().stream().map(value -> out.in(value, order)).toList();
        out.give(result, order, OnnxNode.of("Concat", parts).integer("axis", order.position(op.axis())));
    }

    private static void slice(Slice op, Node node, GraphWriter out) {
        Value x = node.inputs().get(0);
        Order order = out.order(x);
        OnnxNode slice = OnnxNode.of(
                "Slice",
                out.any(x),
                out.integers(List.of(op.begin())),
                // Going down, the place before the first is written so low that ONNX does not count it from the end.
                out.integers(List.of(op.end() < 0 ? Integer.MIN_VALUE : op.end())),
                out.integers(List.of(order.position(op.axis()))),
                out.integers(List.of(op.step())));
        out.give(node.outputs().get(0), order, slice);
    }

    private static void gather(Gather op, Node node, GraphWriter out) {
        Value table = node.inputs().get(0);
        String rows = rows(node.inputs().get(1), table.shape().size(0), out);
        Value y = node.outputs().get(0);
        OnnxNode gather = OnnxNode.of("Gather", out.natural(table), rows);
        // A single number comes as a vector of one.
        boolean isSingle = node.inputs().get(1).shape().rank() == 0;
        OnnxNode given = isSingle ? OnnxNode.of("Reshape", out.emit(gather), out.sizes(y.shape(), false)) : gather;
        out.give(y, Order.natural(y.shape().rank()), given);
    }

    private static void gatherGradient(GatherGradient op, Node node, GraphWriter out) {
        Value y = node.outputs().get(0);
        Value indices = node.inputs().get(0);
        String single = out.emit(OnnxNode.of("Unsqueeze", rows(indices, op.rows(), out), out.integers(List.of(-1))));
        OnnxNode added = OnnxNode.of(
                        "ScatterND",
                        out.floats(Tensor.filled(y.shape(), 0)),
                        single,
                        out.natural(node.inputs().get(1)))
                .text("reduction", "add");
        out.give(y, Order.natural(y.shape().rank()), added);
    }

    /** Row numbers as whole numbers; ONNX counts negative ones from the end, so that they are sent outside the table. */
    private static String rows(Value indices, int rows, GraphWriter out) {
        // TensorProto.INT64 is 7.
        String whole = out.emit(OnnxNode.of("Cast", out.natural(indices)).integer("to", 7));
        String negative = out.emit(OnnxNode.of("Less", whole, out.integers(List.of(0))));
        return out.emit(OnnxNode.of("Where", negative, out.integers(List.of(rows)), whole));
    }

    private static void pad(Pad op, Node node, GraphWriter out) {
        Value x = node.inputs().get(0);
        Value y = node.outputs().get(0);
        Order order = out.order(x);
        List<Integer> before = order.arrange(op.before());
        List<Integer> after = order.arrange(op.after());
        boolean forConvolutions = out.uses().takers(y).stream().allMatch(taker -> taker.op() instanceof Convolution);
        OnnxNode pad = forConvolutions
                ? OnnxNode.of(
                        "Pad", out.any(x), out.integers(ConvolutionOps.joined(before, after)), out.number(op.value()))
                : padding(out.any(x), before, after, op.value(), out);
        out.give(y, order, pad);
    }

    /**
     * A Pad that lists its axes, all of them, so that ONNX Runtime leaves it alone. Otherwise (pad_fusion.cc of 1.29) it
     * joins one of zeros with the Conv, MaxPool or AveragePool behind it; but the padding of a pooling is neither
     * compared nor counted, as these zeros must be. A list of some axes it gets wrong where it moves a Transpose.
     */
    static OnnxNode padding(String x, List<Integer> before, List<Integer> after, float value, GraphWriter out) {
        return OnnxNode.of(
                "Pad",
                x,
                out.integers(ConvolutionOps.joined(before, after)),
                out.number(value),
                out.integers(Order.natural(before.size()).axes()));
    }
}
