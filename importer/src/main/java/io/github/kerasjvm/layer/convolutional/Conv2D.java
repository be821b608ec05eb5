package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.KernelStorage;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.Windows;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Keras {@code Conv2D}: {@code y = activation(x * kernel + bias)}, a cross-correlation over height and width.
 *
 * <p>Takes {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}, gives the same with
 * {@code filters} channels. Stores {@code kernel [height, width, channels / groups, filters]} for both layouts, and,
 * with {@code useBias}, {@code bias [filters]}. Keras 1 stores the kernel of a channels-first layer as
 * {@code [filters, channels, height, width]}; Theano's kernels are flipped.
 *
 * @param filters channels of the output, 1 or more
 * @param kernelSize positions of the kernel: height, width
 * @param strides steps of the kernel: height, width
 * @param padding how the input is padded
 * @param layout where the channels stand
 * @param dilationRate steps within the kernel: height, width
 * @param groups how many groups the channels form
 * @param activation applied last; linear when the file gives none
 * @param useBias whether a bias is stored and added
 * @param storage how the file stores the kernel
 */
public record Conv2D(
        int filters,
        List<Integer> kernelSize,
        List<Integer> strides,
        Padding padding,
        Layout layout,
        List<Integer> dilationRate,
        int groups,
        Activation activation,
        boolean useBias,
        KernelStorage storage)
        implements UnaryLayer {

    /** How it is read. */
    public static final Kind<Conv2D> KIND = Kind.of(Group.CONVOLUTIONAL, "Conv2D", Conv2D::read)
            .alias("Convolution2D") // Keras 1, and an alias in Keras 2 and 3
            .renamed("nb_filter", "filters") // Keras 1
            .renamed("subsample", "strides") // Keras 1
            .renamed("bias", "use_bias") // Keras 1
            .doc("Convolution over height and width");

    private static final List<Integer> ONES = List.of(1, 1);

    private static Conv2D read(Args args) {
        Layout layout = args.layout();
        Padding padding = args.padding();
        Conv2D layer = new Conv2D(
                args.positive("filters"),
                kernelSize(args),
                args.sizes("strides", 2, Optional.of(ONES)),
                padding == Padding.SAME && args.semantics().theanoAlignment() ? Padding.SAME_THEANO : padding,
                layout,
                args.sizes("dilation_rate", 2, Optional.of(ONES)),
                args.positive("groups", 1),
                args.activation("activation"),
                args.flag("use_bias", true),
                KernelStorage.of(args, layout));
        if (layer.filters % layer.groups != 0) {
            args.report(
                    Code.ARGUMENT_RANGE,
                    "groups",
                    "is %s, which does not divide %s filters",
                    layer.groups,
                    layer.filters);
        }
        return layer;
    }

    private static List<Integer> kernelSize(Args args) {
        // Keras 1 has an argument for each axis.
        return args.has("nb_row") && args.has("nb_col")
                ? List.of(args.positive("nb_row"), args.positive("nb_col"))
                : args.sizes("kernel_size", 2, Optional.empty());
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        Shape out = Windows.output(in, layout, padding, kernelSize, strides, dilationRate, filters, problems);
        if (out.isUnknown()) {
            return out;
        }
        int channels = layout.channels(in);
        return problems.require(
                        channels != Shape.ANY && channels % groups == 0,
                        "needs a known number of channels that %s groups divide, got %s",
                        groups,
                        in)
                ? activation.output(out)
                : Shape.UNKNOWN;
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        Shape shape = Shape.of(kernelSize.get(0), kernelSize.get(1), layout.channels(in) / groups, filters);
        WeightSpec kernel = storage.apply(WeightSpec.of("kernel", shape).or("W"));
        return useBias ? List.of(kernel, WeightSpec.of("bias", filters).or("b")) : List.of(kernel);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        List<Window> windows = Windows.of(x.shape(), layout, padding, kernelSize, strides, dilationRate);
        Value y = ops.apply(new Convolution(windows, groups, layout), x, w.get("kernel"));
        if (useBias) {
            y = ops.add(y, layout.alignChannels(ops, w.get("bias"), y.shape().rank()));
        }
        return activation.apply(ops, y);
    }
}
