package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.BatchNormalization;
import io.github.kerasjvm.op.Clip;
import io.github.kerasjvm.op.Elu;
import io.github.kerasjvm.op.Gelu;
import io.github.kerasjvm.op.HardSigmoid;
import io.github.kerasjvm.op.LeakyRelu;
import io.github.kerasjvm.op.LogSoftmax;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Softmax;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Composites for which ONNX has an operator of exactly their meaning. */
final class CompositeOps {

    private CompositeOps() {}

    static void register(Translations translations) {
        translations
                .on(BatchNormalization.class, CompositeOps::batchNormalization)
                .on(Clip.class, CompositeOps::clip)
                .on(Elu.class, CompositeOps::elu)
                .on(
                        Gelu.class,
                        (op, node, out) -> keepingOrder(
                                node,
                                out,
                                "Gelu",
                                gelu -> gelu.text("approximate", op.approximate() ? "tanh" : "none")))
                .on(
                        HardSigmoid.class,
                        (op, node, out) ->
                                keepingOrder(node, out, "HardSigmoid", line -> line.number("alpha", op.slope())
                                        .number("beta", 0.5)))
                .on(
                        LeakyRelu.class,
                        (op, node, out) ->
                                keepingOrder(node, out, "LeakyRelu", relu -> relu.number("alpha", op.slope())))
                .on(LogSoftmax.class, (op, node, out) -> alongAxis(node, out, "LogSoftmax", op.axis()))
                .on(Softmax.class, (op, node, out) -> alongAxis(node, out, "Softmax", op.axis()));
    }

    private static void keepingOrder(Node node, GraphWriter out, String operator, UnaryOperator<OnnxNode> attributes) {
        Value x = node.inputs().get(0);
        OnnxNode written = attributes.apply(OnnxNode.of(operator, out.any(x)));
        out.give(node.outputs().get(0), out.order(x), written);
    }

    private static void alongAxis(Node node, GraphWriter out, String operator, int axis) {
        Value x = node.inputs().get(0);
        int position = out.order(x).position(axis);
        keepingOrder(node, out, operator, written -> written.integer("axis", position));
    }

    private static void elu(Elu op, Node node, GraphWriter out) {
        if (op.scale() == 1) {
            keepingOrder(node, out, "Elu", elu -> elu.number("alpha", op.alpha()));
        } else {
            keepingOrder(
                    node, out, "Selu", selu -> selu.number("alpha", op.alpha()).number("gamma", op.scale()));
        }
    }

    private static void clip(Clip op, Node node, GraphWriter out) {
        Value x = node.inputs().get(0);
        // A bound that is infinite is left out.
        String low = op.low() == Double.NEGATIVE_INFINITY ? "" : out.number(op.low());
        String high = op.high() == Double.POSITIVE_INFINITY ? "" : out.number(op.high());
        out.give(node.outputs().get(0), out.order(x), OnnxNode.of("Clip", out.any(x), low, high));
    }

    private static void batchNormalization(BatchNormalization op, Node node, GraphWriter out) {
        Value x = node.inputs().get(0);
        Order order = out.order(x);
        if (order.position(op.axis()) == 1) {
            whole(op, node, order, out);
        } else if (node.inputs().subList(1, 5).stream().allMatch(vector -> out.constant(vector) != null)) {
            folded(op, node, out);
        } else {
            whole(op, node, withSecond(op.axis(), order), out);
        }
    }

    /** ONNX's own operator, whose vectors belong to the second axis. */
    private static void whole(BatchNormalization op, Node node, Order order, GraphWriter out) {
        List<String> inputs = new ArrayList<>();
        inputs.add(out.in(node.inputs().get(0), order));
        node.inputs().subList(1, 5).forEach(vector -> inputs.add(out.natural(vector)));
        OnnxNode written = OnnxNode.of("BatchNormalization", inputs).number("epsilon", op.epsilon());
        out.give(node.outputs().get(0), order, written);
    }

    private static Order withSecond(int axis, Order order) {
        List<Integer> axes = new ArrayList<>(order.axes());
        if (axes.size() < 2) {
            throw new IllegalArgumentException(
                    "BatchNormalization of an array of one axis by computed statistics has no ONNX form");
        }
        Collections.swap(axes, 1, order.position(axis));
        return new Order(axes);
    }

    /** A factor and a summand for each channel, where the channels do not stand second. */
    private static void folded(BatchNormalization op, Node node, GraphWriter out) {
        Value x = node.inputs().get(0);
        Tensor gamma = out.constant(node.inputs().get(1));
        Tensor beta = out.constant(node.inputs().get(2));
        Tensor mean = out.constant(node.inputs().get(3));
        Tensor variance = out.constant(node.inputs().get(4));
        float[] scale = new float[gamma.elements()];
        float[] shift = new float[scale.length];
        for (int i = 0; i < scale.length; i++) {
            double factor = gamma.get(i) / Math.sqrt(variance.get(i) + op.epsilon());
            scale[i] = (float) factor;
            shift[i] = (float) (beta.get(i) - mean.get(i) * factor);
        }
        Order order = out.order(x);
        int[] sizes = new int[order.rank() - order.position(op.axis())];
        Arrays.fill(sizes, 1);
        sizes[0] = scale.length;
        Shape shape = Shape.of(sizes);
        String scaled = out.emit(OnnxNode.of("Mul", out.any(x), out.floats(Tensor.owning(shape, scale))));
        out.give(node.outputs().get(0), order, OnnxNode.of("Add", scaled, out.floats(Tensor.owning(shape, shift))));
    }
}
