package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.layer.Windows;
import io.github.kerasjvm.layer.convolutional.Conv3D;
import io.github.kerasjvm.layer.convolutional.ConvolutionArgs;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.nd4j.linalg.activations.IActivation;

/** Rules for windows over three axes. */
final class VolumeRules {

    static final String CONVOLUTION_NOTE =
            "With one group, strides no larger than the kernel where it is padded, and an activation that DL4J has.";

    private VolumeRules() {}

    static Flow convolution(Conv3D conv, LayerCall call) {
        ConvolutionArgs of = conv.of();
        if (of.addsBiasAlongLast(call.output())) {
            return call.refuse("use_bias", ConvolutionRules.BIAS);
        }
        if (of.groups() != 1) {
            return call.refuse("groups", "is " + of.groups() + "; a convolution of DL4J has one group");
        }
        if (!isPlacedLikeDl4j(of.padding(), windows(call, of.layout(), of.padding(), of.kernelSize(), of.strides()))) {
            return call.refuse(
                    "padding",
                    "is " + of.padding() + " with the strides " + of.strides()
                            + "; DL4J pads volumes as TensorFlow does, with strides no larger than the kernel");
        }
        IActivation inside = Activations.inConvolution(of.activation());
        Convolution3D layer = new Convolution3D.Builder(ints(of.kernelSize()))
                .stride(ints(of.strides()))
                .dilation(ints(of.dilationRate()))
                .convolutionMode(mode(of.padding()))
                .nIn(of.layout().channels(call.in().shape()))
                .nOut(of.filters())
                .hasBias(of.useBias())
                .activation(inside)
                .dataFormat(format(of.layout()))
                .build();
        Map<String, Tensor> arrays =
                Kernels.with(call, of.useBias(), Map.of("W", Kernels.outward(call.weight("kernel"))));
        Flow y = call.layer(layer, arrays, call.in(), call.output());
        return Activations.behind(inside, of.activation(), call, y);
    }

    static Flow pool(
            Subsampling3DLayer.PoolingType type,
            List<Integer> size,
            List<Integer> strides,
            Padding padding,
            Layout layout,
            LayerCall call) {
        if (!isPlacedLikeDl4j(padding, windows(call, layout, padding, size, strides))) {
            return call.refuse("padding", PoolingRules.OTHER_PLACES);
        }
        Subsampling3DLayer layer = new Subsampling3DLayer.Builder(type, ints(size), ints(strides))
                .convolutionMode(mode(padding))
                .dataFormat(format(layout))
                .build();
        return call.layer(layer, call.in(), call.output());
    }

    /** A layer of DL4J over the height and the width of an image, for two axes of a volume, or for one and an axis of 1. */
    @FunctionalInterface
    interface ImageLayer {
        Layer of(List<Integer> axes);
    }

    /**
     * Does to a volume what a layer does to images: to height and width, with depth among the batch, then to depth, with
     * height and width as one.
     */
    static Flow byImages(ImageLayer layer, Layout layout, LayerCall call) {
        List<Integer> from = layout.spatial(call.in().shape());
        List<Integer> to = layout.spatial(call.output());
        // Channels that stand first join the batch, too.
        int channels = layout == Layout.CHANNELS_LAST ? layout.channels(call.output()) : 1;
        Flow plane = call.reshape("-planes", call.in(), Shape.of(Shape.ANY, from.get(1), from.get(2), channels));
        Shape planes = Shape.of(Shape.ANY, to.get(1), to.get(2), channels);
        Flow done = call.extra("-plane", layer.of(List.of(1, 2)), plane, planes);
        int rest = Math.toIntExact(planes.elementsFrom(1));
        Flow depth = call.reshape("-depths", done, Shape.of(Shape.ANY, from.get(0), 1, rest));
        Flow y = call.layer(layer.of(List.of(0)), depth, Shape.of(Shape.ANY, to.get(0), 1, rest));
        return call.reshape("-shape", y, call.output());
    }

    private static List<Window> windows(
            LayerCall call, Layout layout, Padding padding, List<Integer> size, List<Integer> strides) {
        return Windows.of(call.in().shape(), layout, padding, size, strides, List.of(1, 1, 1));
    }

    private static boolean isPlacedLikeDl4j(Padding padding, List<Window> windows) {
        return padding == Padding.VALID
                || padding == Padding.SAME && windows.stream().allMatch(window -> window.stride() <= window.size());
    }

    static ConvolutionMode mode(Padding padding) {
        return padding == Padding.VALID ? ConvolutionMode.Truncate : ConvolutionMode.Same;
    }

    private static Convolution3D.DataFormat format(Layout layout) {
        return layout == Layout.CHANNELS_LAST ? Convolution3D.DataFormat.NDHWC : Convolution3D.DataFormat.NCDHW;
    }

    static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
