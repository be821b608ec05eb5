package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.normalization.BatchNormalization;
import io.github.kerasjvm.layer.preprocessing.Normalization;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;

/**
 * Rules for normalisation. DL4J normalises the last axis of two or four axes, or axis 1 of four. For other axes, those
 * before join the batch for its time and those behind become one, which changes neither the numbers nor, in training, the
 * statistics.
 */
final class NormalizationRules {

    static final List<Rule<?>> ALL = List.of(
            Rule.conditional(
                            BatchNormalization.KIND,
                            BatchNormalization.class,
                            "Not in mode 1 of Keras 1; in a model with branches, not channels first beside channels last.",
                            NormalizationRules::batchNormalization)
                    .inAnyOrder(),
            Rule.conditional(
                    Normalization.KIND,
                    Normalization.class,
                    "Of axes that stand side by side, as a frozen batch normalisation.",
                    NormalizationRules::normalization));

    private NormalizationRules() {}

    private static Flow batchNormalization(BatchNormalization norm, LayerCall call) {
        Shape in = call.in().shape();
        int axis = in.axis(norm.axis());
        int size = in.size(axis);
        if (norm.sampleWise()) {
            return call.refuse("mode", "is 1: it normalises each row by itself; DL4J uses the statistics of training");
        }
        var layer = layer(size).eps(norm.epsilon()).decay(norm.momentum());
        Tensor ones = Tensor.filled(Shape.of(size), 1);
        Tensor zeros = Tensor.filled(Shape.of(size), 0);
        Map<String, Tensor> arrays = Map.of(
                "gamma",
                norm.scale() ? call.weightByFeature("gamma") : ones,
                "beta",
                norm.center() ? call.weightByFeature("beta") : zeros,
                "mean",
                call.weightByFeature("moving_mean"),
                "var",
                call.weightByFeature("moving_variance"));
        boolean isLast = axis == in.rank() - 1;
        if (isLast && in.rank() == 2 || in.rank() == 4 && (isLast || axis == 1)) {
            CNN2DFormat format = isLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
            Flow y = call.layer(layer.dataFormat(format).build(), arrays, call.in(), in);
            return new Flow(y.node(), in, call.in().order());
        }
        Shape taken = taken(in, axis, size);
        layer.dataFormat(format(taken));
        return around(layer.build(), arrays, taken, call);
    }

    private static org.deeplearning4j.nn.conf.layers.BatchNormalization.Builder layer(int size) {
        // With true, DL4J's default, the variance is stored as a logarithm and comes back changed.
        return new org.deeplearning4j.nn.conf.layers.BatchNormalization.Builder()
                .nIn(size)
                .nOut(size)
                .useLogStd(false);
    }

    /** What DL4J takes for features from an axis on: rows of features, or an image with the features behind the batch. */
    private static Shape taken(Shape in, int axis, int size) {
        int behind = Math.toIntExact(in.elementsFrom(axis) / size);
        return behind == 1 ? Shape.of(Shape.ANY, size) : Shape.of(Shape.ANY, size, behind, 1);
    }

    private static CNN2DFormat format(Shape taken) {
        return taken.rank() == 2 ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
    }

    private static Flow around(
            org.deeplearning4j.nn.conf.layers.Layer layer, Map<String, Tensor> arrays, Shape taken, LayerCall call) {
        Flow rows = call.reshape("-rows", call.in(), taken);
        return call.reshape(
                "-shape", call.layer(layer, arrays, rows, taken), call.in().shape());
    }

    /** {@code (x - mean) / max(sqrt(variance), 1e-7)}; frozen, so that DL4J does not learn other statistics. */
    private static Flow normalization(Normalization norm, LayerCall call) {
        Shape in = call.in().shape();
        List<Integer> axes = norm.axes().stream().map(in::axis).sorted().toList();
        int first = axes.isEmpty() ? in.rank() : axes.get(0);
        boolean isBlock = IntStream.range(0, axes.size()).allMatch(i -> axes.get(i) == first + i);
        if (!isBlock || axes.contains(0)) {
            return call.refuse("axis", "is " + norm.axes() + ", of which DL4J cannot make one axis of features");
        }
        int size = axes.stream().mapToInt(in::size).reduce(1, Math::multiplyExact);
        Tensor mean = statistic(norm.mean(), "mean", size, call);
        Tensor variance = statistic(norm.variance(), "variance", size, call);
        float[] spreads = new float[size];
        for (int i = 0; i < size; i++) {
            spreads[i] = Math.max((float) Math.sqrt(variance.get(i)), 1e-7f);
        }
        Tensor ones = Tensor.filled(Shape.of(size), 1);
        Tensor spread = Tensor.owning(Shape.of(size), spreads);
        Map<String, Tensor> arrays = norm.invert()
                ? Map.of("gamma", spread, "beta", mean, "mean", Tensor.filled(Shape.of(size), 0), "var", ones)
                : Map.of(
                        "gamma", ones, "beta", Tensor.filled(Shape.of(size), 0), "mean", mean, "var", squared(spreads));
        // Four axes: of two, DL4J's batch normalisation fails in a graph.
        Shape taken = axes.isEmpty() ? Shape.of(Shape.ANY, 1) : taken(in, first, size);
        Shape image = taken.rank() == 2 ? Shape.of(Shape.ANY, 1, 1, size) : taken;
        var layer = layer(size).eps(0).dataFormat(format(taken)).build();
        return around(new FrozenLayer.Builder().layer(layer).build(), arrays, image, call);
    }

    /** A statistic of the file or of the configuration, where one number may stand for all. */
    private static Tensor statistic(List<Double> given, String name, int size, LayerCall call) {
        if (given.isEmpty()) {
            return call.weight(name);
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = given.get(given.size() == 1 ? 0 : i).floatValue();
        }
        return Tensor.owning(Shape.of(size), values);
    }

    private static Tensor squared(float[] values) {
        float[] squares = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            squares[i] = values[i] * values[i];
        }
        return Tensor.owning(Shape.of(values.length), squares);
    }
}
