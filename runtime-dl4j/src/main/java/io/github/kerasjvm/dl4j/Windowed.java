package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.layer.Windows;
import io.github.kerasjvm.layer.convolutional.ConvolutionArgs;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;

/**
 * Windows over an image. Windows over a sequence are brought to the same form, as over an image of width 1: DL4J's own
 * layers for sequences want another order of axes and store their kernels in an order of their own.
 *
 * @param layout where the channels stand
 * @param padding how the windows are padded
 * @param in the shape of the image
 * @param windows the windows over height and width
 */
record Windowed(Layout layout, Padding padding, Shape in, List<Window> windows) {

    static Windowed of(
            Shape in,
            Layout layout,
            Padding padding,
            List<Integer> size,
            List<Integer> strides,
            List<Integer> dilations) {
        List<Window> windows = new ArrayList<>(Windows.of(in, layout, padding, size, strides, dilations));
        windows.addAll(Collections.nCopies(2 - windows.size(), Window.valid(1, 1, 1)));
        return new Windowed(layout, padding, image(in, layout), windows);
    }

    static Windowed of(Shape in, ConvolutionArgs of) {
        return of(in, of.layout(), of.padding(), of.kernelSize(), of.strides(), of.dilationRate());
    }

    /** The shape of an image, or of a sequence as an image. */
    static Shape image(Shape in, Layout layout) {
        if (in.rank() == 4) {
            return in;
        }
        return layout.shape(Shape.ANY, List.of(layout.spatial(in).get(0), 1), layout.channels(in));
    }

    int channels() {
        return layout.channels(in);
    }

    /** The shape that the windows give. */
    Shape out(int channels) {
        List<Integer> spatial = layout.spatial(in);
        List<Integer> sizes =
                List.of(windows.get(0).output(spatial.get(0)), windows.get(1).output(spatial.get(1)));
        return layout.shape(Shape.ANY, sizes, channels);
    }

    int[] size() {
        return windows.stream().mapToInt(Window::size).toArray();
    }

    int[] strides() {
        return windows.stream().mapToInt(Window::stride).toArray();
    }

    int[] dilations() {
        return windows.stream().mapToInt(Window::dilation).toArray();
    }

    boolean isPadded() {
        return windows.stream().anyMatch(window -> window.before() > 0 || window.after() > 0);
    }

    /** Whether DL4J's own "same" pads like this. It throws where a stride is larger than the window. */
    boolean isPlacedLikeDl4j() {
        return padding == Padding.SAME && windows.stream().allMatch(window -> window.stride() <= window.size());
    }

    ConvolutionMode mode() {
        return isPadded() && isPlacedLikeDl4j() ? ConvolutionMode.Same : ConvolutionMode.Truncate;
    }

    CNN2DFormat format() {
        return format(layout);
    }

    static CNN2DFormat format(Layout layout) {
        return layout == Layout.CHANNELS_LAST ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
    }

    /** The input as an image; with the zeros around it, as a layer of their own, that DL4J would not place so. */
    Flow input(LayerCall call) {
        Flow image = call.reshape("-image", call.in(), in);
        if (!isPadded() || isPlacedLikeDl4j()) {
            return image;
        }
        Window height = windows.get(0);
        Window width = windows.get(1);
        ZeroPaddingLayer layer = new ZeroPaddingLayer.Builder(
                        height.before(), height.after(), width.before(), width.after())
                .dataFormat(format())
                .build();
        List<Integer> spatial = layout.spatial(in);
        List<Integer> larger = List.of(
                spatial.get(0) + height.before() + height.after(), spatial.get(1) + width.before() + width.after());
        return call.extra("-padding", layer, image, layout.shape(Shape.ANY, larger, channels()));
    }
}
