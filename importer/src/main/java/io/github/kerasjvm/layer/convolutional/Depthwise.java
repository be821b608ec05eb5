package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Windows;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/** What the depthwise and separable convolutions have in common: each channel is convolved on its own. */
final class Depthwise {

    /** How such a layer is said in Keras 3. */
    static final Lifting LIFTING = Lifting.taking("depth_multiplier", "depthwise_*")
            .and("kernel_size", "strides", "padding", "data_format", "dilation_rate")
            .and("activation", "use_bias", "bias_*")
            .dropping("groups", groups -> groups.asInt() == 1) // Keras 2 writes it; each channel is a group
            .dropping("kernel_initializer") // of a kernel that the layer has not
            .first(ConvolutionArgs::lift);

    private Depthwise() {}

    static Shape output(ConvolutionArgs of, Shape in, Problems problems) {
        Shape out = Windows.output(
                in, of.layout(), of.padding(), of.kernelSize(), of.strides(), of.dilationRate(), 0, problems);
        if (out.isUnknown()) {
            return out;
        }
        int channels = of.layout().channels(in);
        int axis = of.layout().channelAxis(in.rank());
        return problems.require(channels != Shape.ANY, "needs a known number of channels, got %s", in)
                ? of.activation().output(out.with(axis, channels * of.filters()))
                : Shape.UNKNOWN;
    }

    static WeightSpec kernel(ConvolutionArgs of, Shape in) {
        Shape shape = Shape.of(of.layout().channels(in), of.filters())
                .after(of.kernelSize().stream().mapToInt(Integer::intValue).toArray());
        return of.storage().apply(WeightSpec.of("depthwise_kernel", shape).or("kernel"));
    }

    static List<WeightSpec> weights(ConvolutionArgs of, Shape in) {
        WeightSpec kernel = kernel(of, in);
        int results = of.layout().channels(in) * of.filters();
        return of.useBias() ? List.of(kernel, WeightSpec.of("bias", results).or("b")) : List.of(kernel);
    }

    /** {@code [spatial…, channels, multiplier]} lies in memory as {@code [spatial…, 1, channels * multiplier]}. */
    static Value convolve(ConvolutionArgs of, Ops ops, Value x, Value kernel) {
        int channels = of.layout().channels(x.shape());
        Shape grouped = Shape.of(1, channels * of.filters())
                .after(of.kernelSize().stream().mapToInt(Integer::intValue).toArray());
        return of.convolve(ops, x, ops.reshape(kernel, grouped), channels);
    }
}
