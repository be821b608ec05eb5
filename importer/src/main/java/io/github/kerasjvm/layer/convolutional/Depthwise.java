package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.KernelStorage;
import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Windows;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What the depthwise and separable convolutions have in common: each channel is convolved on its own. */
final class Depthwise {

    private Depthwise() {}

    /** Keras 2 writes {@code groups: 1} into layers whose groups are the channels. */
    static void checkGroups(Args args) {
        if (args.integer("groups", 1) != 1) {
            args.report(
                    Code.ARGUMENT_UNSUPPORTED,
                    "groups",
                    "is %s; each channel is a group here",
                    args.integer("groups", 1));
        }
    }

    static ConvolutionArgs read(Args args, int axes) {
        Optional<List<Integer>> ones = Optional.of(Collections.nCopies(axes, 1));
        Padding padding = args.padding();
        Layout layout = args.layout();
        return new ConvolutionArgs(
                args.positive("depth_multiplier", 1),
                ConvolutionArgs.kernelSize(args, axes),
                args.sizes("strides", axes, ones),
                padding == Padding.SAME && args.semantics().theanoAlignment() ? Padding.SAME_THEANO : padding,
                layout,
                args.sizes("dilation_rate", axes, ones),
                1,
                args.activation("activation"),
                args.flag("use_bias", true),
                KernelStorage.of(args, layout));
    }

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
