package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.reshaping.Flatten;
import io.github.kerasjvm.layer.reshaping.Reshape;
import io.github.kerasjvm.layer.reshaping.ZeroPadding2D;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
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
            Rule.exact(ZeroPadding2D.KIND, ZeroPadding2D.class, ReshapingRules::zeroPadding));

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

    private static Flow zeroPadding(ZeroPadding2D padding, LayerCall call) {
        ZeroPaddingLayer layer = new ZeroPaddingLayer.Builder(
                        padding.before().get(0),
                        padding.after().get(0),
                        padding.before().get(1),
                        padding.after().get(1))
                .dataFormat(ConvolutionRules.format(padding.layout()))
                .build();
        return call.layer(layer, call.in(), call.output());
    }
}
