package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.PoolGradient;
import io.github.kerasjvm.op.Ties;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Pooling and its gradients, on {@code [batch, channels, spatial…]}. */
final class PoolingOps {

    private PoolingOps() {}

    static void register(Translations translations) {
        translations.on(Pool.class, PoolingOps::pool).on(PoolGradient.class, PoolingOps::gradient);
    }

    private static void pool(Pool op, Node node, GraphWriter out) {
        Value x = node.inputs().get(0);
        Value y = node.outputs().get(0);
        Order order = Order.channelsFirst(op.layout(), x.shape().rank());
        String source = out.in(x, order);
        if (padsByItself(op.windows())) {
            out.give(y, order, pooling(op.function(), op.windows(), source));
            return;
        }
        boolean maximum = op.function() == PoolFunction.MAXIMUM;
        String padded = padded(op.windows(), source, maximum ? Float.NEGATIVE_INFINITY : 0, out);
        OnnxNode pooling = pooling(op.function(), unpadded(op.windows()), padded);
        if (maximum) {
            out.give(y, order, pooling);
            return;
        }
        // The mean over the whole window was taken; only the cells inside the input count.
        int cells = op.windows().stream().mapToInt(Window::size).reduce(1, (a, b) -> a * b);
        String factors =
                out.floats(counts(op.windows(), op.layout().spatial(x.shape()), count -> (float) cells / count));
        out.give(y, order, OnnxNode.of("Mul", out.emit(pooling), factors));
    }

    private static void gradient(PoolGradient op, Node node, GraphWriter out) {
        switch (op.function()) {
            case AVERAGE -> averageGradient(op, node, out);
            case MAXIMUM -> maximumGradient(op, node, out);
        }
    }

    /** Each result's gradient is shared out over the cells that were counted: a transposed convolution by ones. */
    private static void averageGradient(PoolGradient op, Node node, GraphWriter out) {
        Value x = node.inputs().get(0);
        Value dy = node.inputs().get(1);
        Order order = Order.channelsFirst(op.layout(), x.shape().rank());
        int channels = op.layout().channels(x.shape());
        List<Integer> spatial = op.layout().spatial(x.shape());
        String shares = out.floats(counts(op.windows(), spatial, count -> count == 0 ? 0 : 1f / count));
        String share = out.emit(OnnxNode.of("Mul", out.in(dy, order), shares));
        int[] sizes = op.windows().stream().mapToInt(Window::size).toArray();
        String ones = out.floats(Tensor.filled(Shape.of(sizes).after(channels, 1), 1));
        OnnxNode scatter = OnnxNode.of("ConvTranspose", share, ones).integer("group", channels);
        ConvolutionOps.scattering(scatter, op.windows(), op.layout().spatial(dy.shape()), spatial);
        out.give(node.outputs().get(0), order, scatter);
    }

    /** MaxPool tells where it found each maximum, the first of equal ones; the gradients are added up there. */
    private static void maximumGradient(PoolGradient op, Node node, GraphWriter out) {
        if (op.ties() == Ties.EACH) {
            throw new IllegalArgumentException(
                    "the gradient of maximum pooling that goes to each of equal maxima, as on"
                            + " Theano, has no ONNX form here");
        }
        Value x = node.inputs().get(0);
        Order order = Order.channelsFirst(op.layout(), x.shape().rank());
        String source = out.in(x, order);
        boolean fits = padsByItself(op.windows());
        String seen = fits ? source : padded(op.windows(), source, Float.NEGATIVE_INFINITY, out);
        String places = out.fresh("places");
        List<Window> windows = fits ? op.windows() : unpadded(op.windows());
        out.add(pooling(op.function(), windows, seen), List.of(out.fresh("MaxPool"), places));

        String shape = out.emit(OnnxNode.of("Shape", seen));
        String line = out.integers(List.of(Shape.ANY));
        // Without a value ConstantOfShape gives zeros.
        String zeros = out.emit(OnnxNode.of("Reshape", out.emit(OnnxNode.of("ConstantOfShape", shape)), line));
        OnnxNode scatter = OnnxNode.of(
                        "ScatterElements",
                        zeros,
                        out.emit(OnnxNode.of("Reshape", places, line)),
                        out.emit(OnnxNode.of("Reshape", out.in(node.inputs().get(1), order), line)))
                .text("reduction", "add");
        OnnxNode result = OnnxNode.of("Reshape", out.emit(scatter), shape);
        out.give(node.outputs().get(0), order, fits ? result : cropped(op, x, out.emit(result), out));
    }

    /** Takes the padding away again. */
    private static OnnxNode cropped(PoolGradient op, Value x, String padded, GraphWriter out) {
        List<Integer> begins = ConvolutionOps.by(op.windows(), Window::before);
        List<Integer> ends = new ArrayList<>(op.layout().spatial(x.shape()));
        for (int i = 0; i < begins.size(); i++) {
            ends.set(i, ends.get(i) + begins.get(i));
        }
        int rank = x.shape().rank();
        List<Integer> axes = Order.natural(rank).axes().subList(2, rank);
        return OnnxNode.of("Slice", padded, out.integers(begins), out.integers(ends), out.integers(axes));
    }

    private static OnnxNode pooling(PoolFunction function, List<Window> windows, String source) {
        return switch (function) {
            case MAXIMUM -> ConvolutionOps.windows(OnnxNode.of("MaxPool", source), windows);
            case AVERAGE ->
                ConvolutionOps.windows(OnnxNode.of("AveragePool", source), windows)
                        .integer("count_include_pad", 0);
        };
    }

    /** Whether ONNX Runtime's pooling does the padding; it refuses pads of the size of the window or more. */
    private static boolean padsByItself(List<Window> windows) {
        return windows.stream().allMatch(window -> window.before() < window.size() && window.after() < window.size());
    }

    private static List<Window> unpadded(List<Window> windows) {
        return windows.stream()
                .map(window -> Window.valid(window.size(), window.stride(), window.dilation()))
                .toList();
    }

    private static String padded(List<Window> windows, String source, float value, GraphWriter out) {
        List<Integer> none = Collections.nCopies(2, 0);
        List<Integer> before = ConvolutionOps.joined(none, ConvolutionOps.by(windows, Window::before));
        List<Integer> after = ConvolutionOps.joined(none, ConvolutionOps.by(windows, Window::after));
        return out.emit(ShapeOps.padding(source, before, after, value, out));
    }

    /** What to make of the number of cells that a window has inside the input. */
    @FunctionalInterface
    private interface ByCount {
        float of(int count);
    }

    /** A number for each output position, {@code [spatial…]}, by the number of its window's cells inside the input. */
    private static Tensor counts(List<Window> windows, List<Integer> spatial, ByCount function) {
        List<Integer> sizes = new ArrayList<>();
        int[] counts = {1};
        for (int i = 0; i < windows.size(); i++) {
            int[] own = counts(windows.get(i), spatial.get(i));
            int[] product = new int[counts.length * own.length];
            for (int j = 0; j < product.length; j++) {
                product[j] = counts[j / own.length] * own[j % own.length];
            }
            counts = product;
            sizes.add(own.length);
        }
        float[] values = new float[counts.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = function.of(counts[i]);
        }
        return Tensor.owning(Shape.of(sizes), values);
    }

    private static int[] counts(Window window, int input) {
        int[] counts = new int[window.output(input)];
        for (int o = 0; o < counts.length; o++) {
            for (int k = 0; k < window.size(); k++) {
                int position = o * window.stride() - window.before() + k * window.dilation();
                counts[o] += position >= 0 && position < input ? 1 : 0;
            }
        }
        return counts;
    }
}
