package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.layer.pooling.AveragePooling1D;
import io.github.kerasjvm.layer.pooling.AveragePooling2D;
import io.github.kerasjvm.layer.pooling.AveragePooling3D;
import io.github.kerasjvm.layer.pooling.GlobalAveragePooling1D;
import io.github.kerasjvm.layer.pooling.GlobalAveragePooling2D;
import io.github.kerasjvm.layer.pooling.GlobalAveragePooling3D;
import io.github.kerasjvm.layer.pooling.GlobalMaxPooling1D;
import io.github.kerasjvm.layer.pooling.GlobalMaxPooling2D;
import io.github.kerasjvm.layer.pooling.GlobalMaxPooling3D;
import io.github.kerasjvm.layer.pooling.MaxPooling1D;
import io.github.kerasjvm.layer.pooling.MaxPooling2D;
import io.github.kerasjvm.layer.pooling.MaxPooling3D;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Rules for pooling. */
final class PoolingRules {

    static final String OTHER_PLACES = "places the windows in a way that DL4J does not have";

    private static final String NOTE =
            "Padded windows must be placed as TensorFlow does, and not stride past themselves.";

    private static final SubsamplingLayer.PoolingType MAX = SubsamplingLayer.PoolingType.MAX;
    private static final SubsamplingLayer.PoolingType AVERAGE = SubsamplingLayer.PoolingType.AVG;

    static final List<Rule<?>> ALL = List.of(
            Rule.conditional(
                    MaxPooling1D.KIND,
                    MaxPooling1D.class,
                    NOTE,
                    (p, call) -> pool(MAX, p.poolSize(), p.strides(), p.padding(), p.layout(), call)),
            Rule.conditional(
                    MaxPooling2D.KIND,
                    MaxPooling2D.class,
                    NOTE,
                    (p, call) -> pool(MAX, p.poolSize(), p.strides(), p.padding(), p.layout(), call)),
            Rule.conditional(
                    MaxPooling3D.KIND,
                    MaxPooling3D.class,
                    NOTE,
                    (p, call) -> VolumeRules.pool(
                            Subsampling3DLayer.PoolingType.MAX,
                            p.poolSize(),
                            p.strides(),
                            p.padding(),
                            p.layout(),
                            call)),
            Rule.conditional(
                    AveragePooling1D.KIND,
                    AveragePooling1D.class,
                    NOTE,
                    (p, call) -> pool(AVERAGE, p.poolSize(), p.strides(), p.padding(), p.layout(), call)),
            Rule.conditional(
                    AveragePooling2D.KIND,
                    AveragePooling2D.class,
                    NOTE,
                    (p, call) -> pool(AVERAGE, p.poolSize(), p.strides(), p.padding(), p.layout(), call)),
            Rule.conditional(
                    AveragePooling3D.KIND,
                    AveragePooling3D.class,
                    NOTE,
                    (p, call) -> VolumeRules.pool(
                            Subsampling3DLayer.PoolingType.AVG,
                            p.poolSize(),
                            p.strides(),
                            p.padding(),
                            p.layout(),
                            call)),
            Rule.exact(
                    GlobalMaxPooling1D.KIND,
                    GlobalMaxPooling1D.class,
                    (p, call) -> global(PoolingType.MAX, p.layout(), call)),
            Rule.exact(
                    GlobalMaxPooling2D.KIND,
                    GlobalMaxPooling2D.class,
                    (p, call) -> global(PoolingType.MAX, p.layout(), call)),
            Rule.exact(
                    GlobalMaxPooling3D.KIND,
                    GlobalMaxPooling3D.class,
                    (p, call) -> global(PoolingType.MAX, p.layout(), call)),
            Rule.exact(
                    GlobalAveragePooling1D.KIND,
                    GlobalAveragePooling1D.class,
                    (p, call) -> global(PoolingType.AVG, p.layout(), call)),
            Rule.exact(
                    GlobalAveragePooling2D.KIND,
                    GlobalAveragePooling2D.class,
                    (p, call) -> global(PoolingType.AVG, p.layout(), call)),
            Rule.exact(
                    GlobalAveragePooling3D.KIND,
                    GlobalAveragePooling3D.class,
                    (p, call) -> global(PoolingType.AVG, p.layout(), call)));

    private PoolingRules() {}

    private static Flow pool(
            SubsamplingLayer.PoolingType type,
            List<Integer> size,
            List<Integer> strides,
            Padding padding,
            Layout layout,
            LayerCall call) {
        List<Integer> ones = Collections.nCopies(size.size(), 1);
        Windowed windows = Windowed.of(call.in().shape(), layout, padding, size, strides, ones);
        if (windows.isPadded() && !windows.isPlacedLikeDl4j()) {
            return call.refuse("padding", OTHER_PLACES);
        }
        SubsamplingLayer layer = new SubsamplingLayer.Builder(type, windows.size(), windows.strides())
                .convolutionMode(windows.mode())
                .dataFormat(windows.format())
                .build();
        Shape out = windows.out(windows.channels());
        call.needs(out.elementsFrom(1) * windows.size()[0] * windows.size()[1]);
        return call.reshape("-shape", call.layer(layer, windows.input(call), out), call.output());
    }

    private static Flow global(PoolingType type, Layout layout, LayerCall call) {
        Shape in = call.in().shape();
        int first = layout.firstSpatialAxis();
        GlobalPoolingLayer layer = new GlobalPoolingLayer.Builder(type)
                .poolingDimensions(IntStream.range(first, first + in.rank() - 2).toArray())
                .build();
        Shape vector = Shape.of(Shape.ANY, layout.channels(in));
        // DL4J can keep the axes, but puts the channels first whatever the format: a reshape does it for both.
        return call.reshape("-shape", call.layer(layer, call.in(), vector), call.output());
    }
}
