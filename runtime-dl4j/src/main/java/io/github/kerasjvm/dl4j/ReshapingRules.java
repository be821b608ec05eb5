package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.reshaping.Cropping1D;
import io.github.kerasjvm.layer.reshaping.Cropping2D;
import io.github.kerasjvm.layer.reshaping.Flatten;
import io.github.kerasjvm.layer.reshaping.Reshape;
import io.github.kerasjvm.layer.reshaping.UpSampling1D;
import io.github.kerasjvm.layer.reshaping.UpSampling2D;
import io.github.kerasjvm.layer.reshaping.ZeroPadding1D;
import io.github.kerasjvm.layer.reshaping.ZeroPadding2D;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;

/** Rules for layers that change the shape. */
final class ReshapingRules {

    static final List<Rule<?>> ALL = List.of(
            Rule.conditional(
                    Flatten.KIND,
                    Flatten.class,
                    "With data_format channels_first, only where a Dense layer follows, at once or behind layers that"
                            + " work on each element alone.",
                    ReshapingRules::flatten),
            Rule.exact(Reshape.KIND, Reshape.class, (layer, call) -> call.reshape("", call.in(), call.output())),
            Rule.exact(
                    ZeroPadding1D.KIND,
                    ZeroPadding1D.class,
                    (layer, call) -> padding(layer.before(), layer.after(), layer.layout(), call)),
            Rule.exact(
                    ZeroPadding2D.KIND,
                    ZeroPadding2D.class,
                    (layer, call) -> padding(layer.before(), layer.after(), layer.layout(), call)),
            Rule.exact(
                    Cropping1D.KIND,
                    Cropping1D.class,
                    (layer, call) -> cropping(layer.before(), layer.after(), layer.layout(), call)),
            Rule.exact(
                    Cropping2D.KIND,
                    Cropping2D.class,
                    (layer, call) -> cropping(layer.before(), layer.after(), layer.layout(), call)),
            Rule.exact(
                    UpSampling1D.KIND,
                    UpSampling1D.class,
                    (layer, call) -> upSampling(layer.size(), layer.layout(), call)),
            Rule.conditional(
                    UpSampling2D.KIND,
                    UpSampling2D.class,
                    "Repeats only; interpolation is refused.",
                    (layer, call) -> layer.interpolation().isPresent()
                            ? call.refuse("interpolation", "is not nearest; DL4J repeats positions")
                            : upSampling(layer.size(), layer.layout(), call)));

    private ReshapingRules() {}

    private static Flow flatten(Flatten flatten, LayerCall call) {
        Shape in = call.in().shape();
        if (in.rank() < 3) {
            return call.reshape("", call.in(), call.output());
        }
        Flow flat = in.rank() == 4
                ? call.flatten("", asPreProcessor(in), call.in(), call.output())
                : call.reshape("", call.in(), call.output());
        // Keras flattens channels-first arrays channels last. DL4J cannot; the dense layer behind changes its rows.
        return flatten.layout() == Layout.CHANNELS_FIRST
                ? new Flow(flat.node(), flat.shape(), Permutation.ofFlatten(in))
                : flat;
    }

    /** Row-major order whatever the axes mean; it is told that they are height, width, channels. */
    private static CnnToFeedForwardPreProcessor asPreProcessor(Shape in) {
        return new CnnToFeedForwardPreProcessor(in.size(1), in.size(2), in.size(3), CNN2DFormat.NHWC);
    }

    private static Flow padding(List<Integer> before, List<Integer> after, Layout layout, LayerCall call) {
        ZeroPaddingLayer layer = new ZeroPaddingLayer.Builder(sides(before, after))
                .dataFormat(Windowed.format(layout))
                .build();
        return onImage(layer, layout, call);
    }

    private static Flow cropping(List<Integer> before, List<Integer> after, Layout layout, LayerCall call) {
        var layer = new org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D.Builder(sides(before, after))
                .dataFormat(Windowed.format(layout))
                .build();
        return onImage(layer, layout, call);
    }

    private static Flow upSampling(List<Integer> size, Layout layout, LayerCall call) {
        Upsampling2D layer = new Upsampling2D.Builder()
                .size(new int[] {size.get(0), size.size() == 1 ? 1 : size.get(1)})
                .dataFormat(Windowed.format(layout))
                .build();
        return onImage(layer, layout, call);
    }

    /** Top, bottom, left, right; a sequence is an image of width 1. */
    private static int[] sides(List<Integer> before, List<Integer> after) {
        boolean isImage = before.size() == 2;
        return new int[] {before.get(0), after.get(0), isImage ? before.get(1) : 0, isImage ? after.get(1) : 0};
    }

    private static Flow onImage(Layer layer, Layout layout, LayerCall call) {
        Flow image = call.reshape("-image", call.in(), Windowed.image(call.in().shape(), layout));
        Flow y = call.layer(layer, image, Windowed.image(call.output(), layout));
        return call.reshape("-shape", y, call.output());
    }
}
