package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.normalization.BatchNormalization;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/** Rules for normalisation. */
final class NormalizationRules {

    static final List<Rule<?>> ALL = List.of(Rule.conditional(
                    BatchNormalization.KIND,
                    BatchNormalization.class,
                    "Along the last axis, or along axis 1 of four.",
                    NormalizationRules::batchNormalization)
            .inAnyOrder());

    private NormalizationRules() {}

    private static Flow batchNormalization(BatchNormalization norm, LayerCall call) {
        Shape in = call.in().shape();
        int axis = in.axis(norm.axis());
        int size = in.size(axis);
        boolean isLast = axis == in.rank() - 1;
        if (!isLast && !(in.rank() == 4 && axis == 1)) {
            return call.refuse(
                    "axis", "is " + norm.axis() + " of " + in + "; DL4J normalises the last axis, or axis 1 of four");
        }
        var layer = new org.deeplearning4j.nn.conf.layers.BatchNormalization.Builder()
                .nIn(size)
                .nOut(size)
                .eps(norm.epsilon())
                .decay(norm.momentum())
                // With true, DL4J's default, the variance is stored as a logarithm and comes back changed.
                .useLogStd(false)
                .dataFormat(isLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW)
                .build();
        Shape ones = Shape.of(size);
        Map<String, Tensor> arrays = Map.of(
                "gamma",
                norm.scale() ? call.weightByFeature("gamma") : Tensor.filled(ones, 1),
                "beta",
                norm.center() ? call.weightByFeature("beta") : Tensor.filled(ones, 0),
                "mean",
                call.weightByFeature("moving_mean"),
                "var",
                call.weightByFeature("moving_variance"));
        if (in.rank() == 2 || in.rank() == 4) {
            Flow y = call.layer(layer, arrays, call.in(), in);
            return new Flow(y.node(), in, call.in().order());
        }
        // DL4J throws on three axes: those between batch and features join the batch for its time.
        Shape rows = Shape.of(Shape.ANY, size);
        return call.reshape("-shape", call.layer(layer, arrays, call.reshape("-rows", call.in(), rows), rows), in);
    }
}
