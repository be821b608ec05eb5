package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.layer.Windows;
import io.github.kerasjvm.layer.pooling.AveragePooling2D;
import io.github.kerasjvm.layer.pooling.GlobalAveragePooling2D;
import io.github.kerasjvm.layer.pooling.GlobalMaxPooling2D;
import io.github.kerasjvm.layer.pooling.MaxPooling2D;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Rules for pooling. */
final class PoolingRules {

    private static final String NOTE =
            "Padded windows must be placed as TensorFlow does, and not stride past themselves.";

    static final List<Rule<?>> ALL = List.of(
            Rule.conditional(
                    MaxPooling2D.KIND,
                    MaxPooling2D.class,
                    NOTE,
                    (pool, call) -> pool(
                            SubsamplingLayer.PoolingType.MAX,
                            pool.poolSize(),
                            pool.strides(),
                            pool.padding(),
                            pool.layout(),
                            call)),
            Rule.conditional(
                    AveragePooling2D.KIND,
                    AveragePooling2D.class,
                    NOTE,
                    (pool, call) -> pool(
                            SubsamplingLayer.PoolingType.AVG,
                            pool.poolSize(),
                            pool.strides(),
                            pool.padding(),
                            pool.layout(),
                            call)),
            Rule.exact(
                    GlobalMaxPooling2D.KIND,
                    GlobalMaxPooling2D.class,
                    (pool, call) -> global(PoolingType.MAX, pool.layout(), call)),
            Rule.exact(
                    GlobalAveragePooling2D.KIND,
                    GlobalAveragePooling2D.class,
                    (pool, call) -> global(PoolingType.AVG, pool.layout(), call)));

    private PoolingRules() {}

    private static Flow pool(
            SubsamplingLayer.PoolingType type,
            List<Integer> size,
            List<Integer> strides,
            Padding padding,
            Layout layout,
            LayerCall call) {
        List<Window> windows = Windows.of(call.in().shape(), layout, padding, size, strides, List.of(1, 1));
        boolean isPadded = ConvolutionRules.isPadded(windows);
        if (isPadded && !ConvolutionRules.placedLikeDl4j(padding, windows)) {
            return call.refuse("padding", "places windows in a way that DL4J does not have: " + windows);
        }
        SubsamplingLayer layer = new SubsamplingLayer.Builder(
                        type, ConvolutionRules.ints(size), ConvolutionRules.ints(strides))
                .convolutionMode(isPadded ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                .dataFormat(ConvolutionRules.format(layout))
                .build();
        int window = size.stream().reduce(1, Math::multiplyExact);
        call.needs(call.output().elementsFrom(1) * window);
        return call.layer(layer, call.in(), call.output());
    }

    private static Flow global(PoolingType type, Layout layout, LayerCall call) {
        int first = layout.firstSpatialAxis();
        GlobalPoolingLayer layer = new GlobalPoolingLayer.Builder(type)
                .poolingDimensions(first, first + 1)
                .build();
        Shape vector = Shape.of(Shape.ANY, layout.channels(call.in().shape()));
        // DL4J can keep the axes, but puts the channels first whatever the format: a reshape does it for both.
        return call.reshape("-shape", call.layer(layer, call.in(), vector), call.output());
    }
}
