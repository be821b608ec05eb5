package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.ConvolutionKernelGradient;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.TransposedConvolution;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Convolutions. ONNX wants {@code [batch, channels, spatial…]} and kernels {@code [out, in / groups, spatial…]}. */
final class ConvolutionOps {

    private ConvolutionOps() {}

    static void register(Translations translations) {
        translations
                .on(Convolution.class, ConvolutionOps::convolution)
                .on(TransposedConvolution.class, ConvolutionOps::transposed)
                .on(ConvolutionKernelGradient.class, ConvolutionOps::kernelGradient);
    }

    private static void convolution(Convolution op, Node node, GraphWriter out) {
        Value y = node.outputs().get(0);
        Order order = channelsFirst(op.layout(), y);
        List<String> inputs = new ArrayList<>();
        inputs.add(out.in(node.inputs().get(0), order));
        Value result = y;
        Value bias = bias(op, y, out);
        if (out.quantizer().isMeasured(node)) {
            inputs.addAll(out.quantizer().weights(node, Order.kernel(order.rank()), bias));
        } else {
            inputs.add(out.in(node.inputs().get(1), Order.kernel(order.rank())));
            Optional.ofNullable(bias).map(out::vector).ifPresent(inputs::add);
        }
        if (bias != null) {
            Node addition = out.uses().takers(y).get(0);
            result = addition.outputs().get(0);
            out.skip(addition);
        }
        out.give(
                result,
                order,
                windows(OnnxNode.of("Conv", inputs), op.windows()).integer("group", op.groups()));
    }

    /** What is added to a convolution's result and nowhere else, if it is one fixed number for each channel, or null. */
    private static Value bias(Convolution op, Value y, GraphWriter out) {
        if (!out.uses().isPassing(y) || !out.uses().takers(y).get(0).op().equals(new Binary(BinaryFunction.ADD))) {
            return null;
        }
        List<Value> summands = out.uses().takers(y).get(0).inputs();
        Value added = summands.get(summands.get(0).equals(y) ? 1 : 0);
        int rank = y.shape().rank();
        if (out.constant(added) == null || added.shape().rank() > rank) {
            return null;
        }
        int channels = op.layout().channels(y.shape());
        Shape shape = Order.natural(rank).extend(added.shape());
        boolean ofChannels = op.layout().channels(shape) == channels && shape.elements() == channels;
        return ofChannels ? added : null;
    }

    private static void transposed(TransposedConvolution op, Node node, GraphWriter out) {
        Value y = node.inputs().get(0);
        Order order = channelsFirst(op.layout(), y);
        OnnxNode conv = OnnxNode.of(
                "ConvTranspose", out.in(y, order), out.in(node.inputs().get(1), Order.kernel(order.rank())));
        scattering(conv, op.windows(), op.layout().spatial(y.shape()), op.spatial())
                .integer("group", op.groups());
        out.give(node.outputs().get(0), order, conv);
    }

    /**
     * Puts the attributes of a ConvTranspose that undoes windows. The positions that the windows did not reach are
     * taken from the padding after the input first; only what is left is output padding, which ONNX fills with zeros.
     */
    static OnnxNode scattering(OnnxNode node, List<Window> windows, List<Integer> from, List<Integer> to) {
        List<Integer> after = new ArrayList<>();
        List<Integer> added = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            int full = (from.get(i) - 1) * window.stride() + window.span();
            int surplus = full - window.before() - to.get(i);
            after.add(Math.max(surplus, 0));
            added.add(Math.max(-surplus, 0));
        }
        return shape(node, windows)
                .integers("pads", joined(by(windows, Window::before), after))
                .integers("output_padding", added);
    }

    /**
     * The kernel gradient is a convolution of the inputs by the gradients: batch and channels change places, and stride
     * and dilation do.
     */
    private static void kernelGradient(ConvolutionKernelGradient op, Node node, GraphWriter out) {
        Value x = node.inputs().get(0);
        Value dy = node.inputs().get(1);
        int rank = x.shape().rank();
        List<Integer> in = op.layout().spatial(x.shape());
        List<Integer> steps = op.layout().spatial(dy.shape());
        List<Integer> after = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            Window window = op.windows().get(i);
            int reach = (window.size() - 1) * window.dilation() + (steps.get(i) - 1) * window.stride() + 1;
            after.add(Math.max(reach - in.get(i) - window.before(), 0));
        }
        OnnxNode conv = OnnxNode.of("Conv", rowsAsChannels(op, x, out), out.in(dy, channelsLeading(op.layout(), rank)))
                .integers("kernel_shape", steps)
                .integers("strides", by(op.windows(), Window::dilation))
                .integers("dilations", by(op.windows(), Window::stride))
                .integers("pads", joined(by(op.windows(), Window::before), after))
                .integer("group", op.groups());
        // Positions that no output looked at can make the result longer than the kernel.
        List<Integer> spatial = spatialPositions(rank);
        OnnxNode cut = OnnxNode.of(
                "Slice",
                out.emit(conv),
                out.integers(Collections.nCopies(spatial.size(), 0)),
                out.integers(by(op.windows(), Window::size)),
                out.integers(spatial));
        List<Integer> order = new ArrayList<>(List.of(rank - 2, rank - 1));
        order.addAll(Order.natural(rank - 2).axes());
        out.give(node.outputs().get(0), new Order(order), cut);
    }

    /** The input as {@code [in / groups, groups * batch, spatial…]}. */
    private static String rowsAsChannels(ConvolutionKernelGradient op, Value x, GraphWriter out) {
        int rank = x.shape().rank();
        if (op.groups() == 1) {
            return out.in(x, channelsLeading(op.layout(), rank));
        }
        int inGroup = op.layout().channels(x.shape()) / op.groups();
        List<Integer> spatial = op.layout().spatial(x.shape());
        List<Integer> split = new ArrayList<>(List.of(0, op.groups(), inGroup));
        split.addAll(spatial);
        List<Integer> axes = new ArrayList<>(Order.natural(rank + 1).axes());
        Collections.swap(axes, 0, 2);
        List<Integer> joined = new ArrayList<>(List.of(inGroup, Shape.ANY));
        joined.addAll(spatial);
        String source = out.in(x, Order.channelsFirst(op.layout(), rank));
        String grouped = out.emit(OnnxNode.of("Reshape", source, out.integers(split)));
        String moved = out.emit(OnnxNode.of("Transpose", grouped).integers("perm", axes));
        return out.emit(OnnxNode.of("Reshape", moved, out.integers(joined)));
    }

    /** {@code [channels, batch, spatial…]}. */
    private static Order channelsLeading(Layout layout, int rank) {
        List<Integer> axes = new ArrayList<>(Order.channelsFirst(layout, rank).axes());
        Collections.swap(axes, 0, 1);
        return new Order(axes);
    }

    private static List<Integer> spatialPositions(int rank) {
        return Order.natural(rank).axes().subList(2, rank);
    }

    private static Order channelsFirst(Layout layout, Value value) {
        return Order.channelsFirst(layout, value.shape().rank());
    }

    /** Puts the attributes of a window that moves. */
    static OnnxNode windows(OnnxNode node, List<Window> windows) {
        return shape(node, windows).integers("pads", joined(by(windows, Window::before), by(windows, Window::after)));
    }

    private static OnnxNode shape(OnnxNode node, List<Window> windows) {
        return node.integers("kernel_shape", by(windows, Window::size))
                .integers("strides", by(windows, Window::stride))
                .integers("dilations", by(windows, Window::dilation));
    }

    static List<Integer> by(List<Window> windows, Function<Window, Integer> field) {
        return windows.stream().map(field).toList();
    }

    static List<Integer> joined(List<Integer> first, List<Integer> second) {
        List<Integer> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
