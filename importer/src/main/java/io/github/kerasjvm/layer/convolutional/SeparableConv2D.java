package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.Collections;
import java.util.List;

/**
 * Keras {@code SeparableConv2D}: a convolution over height and width of each channel on its own, then one that mixes the channels of each
 * position.
 *
 * <p>Takes {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}, gives the same with {@code filters}
 * channels. Stores {@code depthwise_kernel [height, width, channels, depthMultiplier]},
 * {@code pointwise_kernel [1, 1, channels * depthMultiplier, filters]} and, with {@code useBias},
 * {@code bias [filters]}.
 *
 * @param filters channels of the output, 1 or more
 * @param depthwise the first convolution, without bias; carries the activation of the whole
 * @param useBias whether a bias is stored and added
 */
public record SeparableConv2D(int filters, ConvolutionArgs depthwise, boolean useBias) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<SeparableConv2D> KIND = Kind.of(
                    Group.CONVOLUTIONAL, "SeparableConv2D", SeparableConv2D::read)
            .alias("SeparableConvolution2D") // alias in every generation
            .renamed("nb_filter", "filters") // Keras 1
            .renamed("subsample", "strides") // Keras 1
            .renamed("bias", "use_bias") // Keras 1
            .doc("Depthwise convolution over height and width, then a mix of the channels");

    private static SeparableConv2D read(Args args) {
        return new SeparableConv2D(
                args.positive("filters"), ConvolutionArgs.readDepthwise(args, 2), args.flag("use_bias", true));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        Shape middle = Depthwise.output(depthwise, in, problems);
        return middle.isUnknown() ? middle : middle.with(depthwise.layout().channelAxis(in.rank()), filters);
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        int middle = depthwise.layout().channels(in) * depthwise.filters();
        WeightSpec mix = depthwise.storage().apply(WeightSpec.of("pointwise_kernel", 1, 1, middle, filters));
        WeightSpec kernel = Depthwise.kernel(depthwise, in);
        return useBias ? List.of(kernel, mix, WeightSpec.of("bias", filters).or("b")) : List.of(kernel, mix);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Value middle = Depthwise.convolve(depthwise, ops, x, w.get("depthwise_kernel"));
        List<Window> ones = Collections.nCopies(2, Window.valid(1, 1, 1));
        Value y = ops.apply(new Convolution(ones, 1, depthwise.layout()), middle, w.get("pointwise_kernel"));
        if (useBias) {
            y = ops.add(
                    y,
                    depthwise
                            .layout()
                            .alignChannels(ops, w.get("bias"), y.shape().rank()));
        }
        return depthwise.activation().apply(ops, y);
    }
}
