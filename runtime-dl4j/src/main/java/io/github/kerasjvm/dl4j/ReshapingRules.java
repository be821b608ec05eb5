package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.preprocessing.CenterCrop;
import io.github.kerasjvm.layer.preprocessing.RandomCrop;
import io.github.kerasjvm.layer.preprocessing.Resizing;
import io.github.kerasjvm.layer.reshaping.Cropping1D;
import io.github.kerasjvm.layer.reshaping.Cropping2D;
import io.github.kerasjvm.layer.reshaping.Cropping3D;
import io.github.kerasjvm.layer.reshaping.Flatten;
import io.github.kerasjvm.layer.reshaping.Permute;
import io.github.kerasjvm.layer.reshaping.Reshape;
import io.github.kerasjvm.layer.reshaping.UpSampling1D;
import io.github.kerasjvm.layer.reshaping.UpSampling2D;
import io.github.kerasjvm.layer.reshaping.UpSampling3D;
import io.github.kerasjvm.layer.reshaping.ZeroPadding1D;
import io.github.kerasjvm.layer.reshaping.ZeroPadding2D;
import io.github.kerasjvm.layer.reshaping.ZeroPadding3D;
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

    private static final String SIZED = "Left out for images that have the size already.";

    static final List<Rule<?>> ALL = List.of(
            Rule.conditional(
                    Flatten.KIND,
                    Flatten.class,
                    "With data_format channels_first, only where a Dense layer follows, at once or behind layers that"
                            + " work on each element alone.",
                    ReshapingRules::flatten),
            Rule.exact(Reshape.KIND, Reshape.class, (layer, call) -> call.reshape("", call.in(), call.output())),
            Rule.conditional(Permute.KIND, Permute.class, PermuteRule.NOTE, PermuteRule::apply),
            Rule.exact(
                    ZeroPadding1D.KIND,
                    ZeroPadding1D.class,
                    (layer, call) ->
                            onImage(padding(layer.before(), layer.after(), layer.layout()), layer.layout(), call)),
            Rule.exact(
                    ZeroPadding2D.KIND,
                    ZeroPadding2D.class,
                    (layer, call) ->
                            onImage(padding(layer.before(), layer.after(), layer.layout()), layer.layout(), call)),
            Rule.exact(
                    ZeroPadding3D.KIND,
                    ZeroPadding3D.class,
                    (layer, call) -> VolumeRules.byImages(
                            axes -> padding(
                                    some(layer.before(), axes), some(layer.after(), axes), Layout.CHANNELS_LAST),
                            layer.layout(),
                            call)),
            Rule.exact(
                    Cropping1D.KIND,
                    Cropping1D.class,
                    (layer, call) ->
                            onImage(cropping(layer.before(), layer.after(), layer.layout()), layer.layout(), call)),
            Rule.exact(
                    Cropping2D.KIND,
                    Cropping2D.class,
                    (layer, call) ->
                            onImage(cropping(layer.before(), layer.after(), layer.layout()), layer.layout(), call)),
            Rule.exact(
                    Cropping3D.KIND,
                    Cropping3D.class,
                    (layer, call) -> VolumeRules.byImages(
                            axes -> cropping(
                                    some(layer.before(), axes), some(layer.after(), axes), Layout.CHANNELS_LAST),
                            layer.layout(),
                            call)),
            Rule.conditional(
                    CenterCrop.KIND,
                    CenterCrop.class,
                    "Of images that are no smaller; smaller ones are resized, which DL4J cannot.",
                    ReshapingRules::centre),
            Rule.conditional(
                    RandomCrop.KIND,
                    RandomCrop.class,
                    SIZED,
                    (layer, call) -> sized(layer.size(), layer.layout(), call)),
            Rule.conditional(
                    Resizing.KIND, Resizing.class, SIZED, (layer, call) -> sized(layer.size(), layer.layout(), call)),
            Rule.exact(
                    UpSampling1D.KIND,
                    UpSampling1D.class,
                    (layer, call) -> onImage(upSampling(layer.size(), layer.layout()), layer.layout(), call)),
            Rule.conditional(
                    UpSampling2D.KIND,
                    UpSampling2D.class,
                    "Repeats only; interpolation is refused.",
                    (layer, call) -> layer.interpolation().isPresent()
                            ? call.refuse("interpolation", "is not nearest; DL4J repeats positions")
                            : onImage(upSampling(layer.size(), layer.layout()), layer.layout(), call)),
            Rule.exact(
                    UpSampling3D.KIND,
                    UpSampling3D.class,
                    (layer, call) -> VolumeRules.byImages(
                            axes -> upSampling(some(layer.size(), axes), Layout.CHANNELS_LAST), layer.layout(), call)));

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

    private static List<Integer> some(List<Integer> all, List<Integer> axes) {
        return axes.stream().map(all::get).toList();
    }

    private static Layer padding(List<Integer> before, List<Integer> after, Layout layout) {
        return new ZeroPaddingLayer.Builder(sides(before, after))
                .dataFormat(Windowed.format(layout))
                .build();
    }

    private static Layer cropping(List<Integer> before, List<Integer> after, Layout layout) {
        return new org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D.Builder(sides(before, after))
                .dataFormat(Windowed.format(layout))
                .build();
    }

    private static Layer upSampling(List<Integer> size, Layout layout) {
        return new Upsampling2D.Builder()
                .size(new int[] {size.get(0), size.size() == 1 ? 1 : size.get(1)})
                .dataFormat(Windowed.format(layout))
                .build();
    }

    /** The part in the middle, an odd position more behind it (center_crop.py). */
    private static Flow centre(CenterCrop crop, LayerCall call) {
        List<Integer> from = crop.layout().spatial(call.in().shape());
        int height = from.get(0) - crop.size().get(0);
        int width = from.get(1) - crop.size().get(1);
        if (height < 0 || width < 0) {
            return call.refuse("height", "is larger than that of the image, which DL4J cannot resize");
        }
        List<Integer> before = List.of(height / 2, width / 2);
        List<Integer> after = List.of(height - height / 2, width - width / 2);
        return onImage(cropping(before, after, crop.layout()), crop.layout(), call);
    }

    private static Flow sized(List<Integer> size, Layout layout, LayerCall call) {
        List<Integer> from = layout.spatial(call.in().shape());
        return from.equals(size)
                ? call.in()
                : call.refuse("height", "resizes images of " + from + " to " + size + ", which DL4J cannot");
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
