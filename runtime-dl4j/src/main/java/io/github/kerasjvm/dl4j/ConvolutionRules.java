package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.layer.Windows;
import io.github.kerasjvm.layer.convolutional.Conv2D;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.nd4j.linalg.activations.IActivation;

/** Rules for convolutions. */
final class ConvolutionRules {

    static final List<Rule<?>> ALL = List.of(Rule.conditional(
            Conv2D.KIND, Conv2D.class, "With one group, and an activation that DL4J has.", ConvolutionRules::conv2d));

    private ConvolutionRules() {}

    private static Flow conv2d(Conv2D conv, LayerCall call) {
        if (conv.groups() != 1) {
            return call.refuse("groups", "is " + conv.groups() + "; a convolution of DL4J has one group");
        }
        Shape in = call.in().shape();
        List<Window> windows =
                Windows.of(in, conv.layout(), conv.padding(), conv.kernelSize(), conv.strides(), conv.dilationRate());
        boolean isPadded = isPadded(windows);
        boolean isSame = isPadded && placedLikeDl4j(conv.padding(), windows);
        Flow x = isPadded && !isSame ? padded(windows, conv.layout(), call) : call.in();
        IActivation inside = Activations.inConvolution(conv.activation());
        ConvolutionLayer layer = new ConvolutionLayer.Builder(ints(conv.kernelSize()))
                .stride(ints(conv.strides()))
                .dilation(ints(conv.dilationRate()))
                .convolutionMode(isSame ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                .nIn(conv.layout().channels(in))
                .nOut(conv.filters())
                .hasBias(conv.useBias())
                .activation(inside)
                .dataFormat(format(conv.layout()))
                .build();
        Shape out = Windows.output(
                in,
                conv.layout(),
                conv.padding(),
                conv.kernelSize(),
                conv.strides(),
                conv.dilationRate(),
                conv.filters(),
                io.github.kerasjvm.problem.Problems.none());
        Flow y = call.layer(layer, arrays(conv, call), x, out);
        // DL4J lays out every window of a row of the batch one behind the other (im2col).
        Tensor kernel = call.weight("kernel");
        call.needs(out.elementsFrom(1) / conv.filters() * (kernel.elements() / conv.filters()));
        return Activations.behind(inside, conv.activation(), call, y);
    }

    private static Map<String, Tensor> arrays(Conv2D conv, LayerCall call) {
        Map<String, Tensor> arrays = new HashMap<>();
        arrays.put("W", channelsOutward(call.weight("kernel")));
        if (conv.useBias()) {
            arrays.put("b", call.weight("bias"));
        }
        return arrays;
    }

    /** Brings a kernel from {@code [height, width, in, out]} to DL4J's {@code [out, in, height, width]}. */
    private static Tensor channelsOutward(Tensor kernel) {
        int positions = kernel.shape().size(0) * kernel.shape().size(1);
        int in = kernel.shape().size(2);
        int out = kernel.shape().size(3);
        float[] result = new float[kernel.elements()];
        for (int p = 0; p < positions; p++) {
            for (int i = 0; i < in; i++) {
                for (int o = 0; o < out; o++) {
                    result[(o * in + i) * positions + p] = kernel.get((p * in + i) * out + o);
                }
            }
        }
        Shape shape = Shape.of(out, in, kernel.shape().size(0), kernel.shape().size(1));
        return Tensor.owning(shape, result);
    }

    static boolean isPadded(List<Window> windows) {
        return windows.stream().anyMatch(window -> window.before() > 0 || window.after() > 0);
    }

    /** Whether DL4J's own "same" pads like this. It throws where a stride is larger than the window. */
    static boolean placedLikeDl4j(Padding padding, List<Window> windows) {
        return padding == Padding.SAME && windows.stream().allMatch(window -> window.stride() <= window.size());
    }

    /** Zeros around the input, as a layer of their own. */
    private static Flow padded(List<Window> windows, Layout layout, LayerCall call) {
        Window height = windows.get(0);
        Window width = windows.get(1);
        ZeroPaddingLayer layer = new ZeroPaddingLayer.Builder(
                        height.before(), height.after(), width.before(), width.after())
                .dataFormat(format(layout))
                .build();
        Shape in = call.in().shape();
        List<Integer> spatial = layout.spatial(in);
        List<Integer> larger = List.of(
                spatial.get(0) + height.before() + height.after(), spatial.get(1) + width.before() + width.after());
        return call.extra("-padding", layer, call.in(), layout.shape(Shape.ANY, larger, layout.channels(in)));
    }

    static CNN2DFormat format(Layout layout) {
        return layout == Layout.CHANNELS_LAST ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
    }

    static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
