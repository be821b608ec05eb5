package io.github.kerasjvm.layer.convolutional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.kerasjvm.config.BiasRule;
import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Biases;
import io.github.kerasjvm.layer.KernelStorage;
import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.Windows;
import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the convolutions have in common, whatever their number of axes: arguments, shapes, weights and lowering.
 *
 * @param filters channels of the output, 1 or more
 * @param kernelSize positions of the kernel, by axis
 * @param strides steps of the kernel, by axis
 * @param padding how the input is padded
 * @param layout where the channels stand
 * @param dilationRate steps within the kernel, by axis
 * @param groups how many groups the channels form
 * @param activation applied last; linear when the file gives none
 * @param useBias whether a bias is stored and added
 * @param storage how the file stores the kernel
 * @param biases along which axis the bias is added where the channels come first
 */
public record ConvolutionArgs(
        int filters,
        List<Integer> kernelSize,
        List<Integer> strides,
        Padding padding,
        Layout layout,
        List<Integer> dilationRate,
        int groups,
        Activation activation,
        boolean useBias,
        KernelStorage storage,
        BiasRule biases) {

    /** How a convolution is said in Keras 3. */
    static final Lifting LIFTING = Lifting.taking("filters", "groups", "kernel_*")
            .and("kernel_size", "strides", "padding", "data_format", "dilation_rate")
            .and("activation", "use_bias", "bias_*")
            .first(ConvolutionArgs::lift);

    /**
     * Says what all convolutions had otherwise in Keras 1.
     *
     * @param layer the layer on its way to Keras 3
     */
    public static void lift(Lifted layer) {
        for (List<String> names :
                List.of(List.of("nb_row", "nb_col"), List.of("kernel_dim1", "kernel_dim2", "kernel_dim3"))) {
            if (names.stream().allMatch(layer::has)) {
                ArrayNode sizes = JsonNodeFactory.instance.arrayNode();
                names.forEach(name -> sizes.add(layer.take(name)));
                layer.put("kernel_size", sizes);
                layer.change(Change.Kind.RENAMED, String.join(", ", names) + " -> kernel_size");
            }
        }
        if (layer.value("padding").asText().equals("full")) {
            layer.take("padding");
            layer.refuse("padding", "is full, which Keras 3 has no more");
        }
        boolean isTurned = layer.semantics().kernelsOfKeras1()
                && List.of("th", "channels_first")
                        .contains(layer.value("data_format").asText());
        if (isTurned && layer.has("kernel_constraint")) {
            layer.refuse(
                    "kernel_constraint",
                    "is " + layer.take("kernel_constraint")
                            + "; its axes are those of [filters, channels, …], Keras 3 has other kernels");
        }
    }

    /**
     * The arguments of a convolution over some axes.
     *
     * @param args the layer's arguments
     * @param axes how many axes
     * @return the arguments
     */
    public static ConvolutionArgs read(Args args, int axes) {
        return read(args, axes, args.convolutionPadding(false));
    }

    /** The same for a layer with a padding of its own. */
    static ConvolutionArgs read(Args args, int axes, Padding padding) {
        int filters = args.positive("filters");
        int groups = args.positive("groups", 1);
        if (filters % groups != 0) {
            args.report(Code.ARGUMENT_RANGE, "groups", "is %s, which does not divide %s filters", groups, filters);
        }
        return read(args, axes, padding, filters, groups);
    }

    /** The arguments of a convolution of each channel on its own; its filters are those of one channel. */
    static ConvolutionArgs readDepthwise(Args args, int axes) {
        return readDepthwise(args, axes, args.padding());
    }

    /** The same for a layer with a padding of its own. */
    static ConvolutionArgs readDepthwise(Args args, int axes, Padding padding) {
        // Keras 2 writes groups: 1 into layers whose groups are the channels.
        int groups = args.integer("groups", 1);
        if (groups != 1) {
            args.report(Code.ARGUMENT_UNSUPPORTED, "groups", "is %s; each channel is a group here", groups);
        }
        return read(args, axes, padding, args.positive("depth_multiplier", 1), 1);
    }

    /** The arguments of a layer that has neither groups nor dilation. */
    static ConvolutionArgs readPlain(Args args, int axes) {
        return read(args, axes, args.convolutionPadding(false), args.positive("filters"), 1, false);
    }

    private static ConvolutionArgs read(Args args, int axes, Padding padding, int filters, int groups) {
        return read(args, axes, padding, filters, groups, true);
    }

    private static ConvolutionArgs read(
            Args args, int axes, Padding padding, int filters, int groups, boolean dilates) {
        List<Integer> ones = Collections.nCopies(axes, 1);
        Layout layout = args.layout();
        return new ConvolutionArgs(
                filters,
                kernelSize(args, axes),
                args.sizes("strides", axes, Optional.of(ones)),
                padding == Padding.SAME && args.semantics().theanoAlignment() ? Padding.SAME_THEANO : padding,
                layout,
                dilates ? args.sizes("dilation_rate", axes, Optional.of(ones)) : ones,
                groups,
                args.activation("activation"),
                args.flag("use_bias", true),
                KernelStorage.of(args, layout),
                biases(args.semantics().biases()));
    }

    /** An archive with the channels first that names no backend is likelier one of JAX, which adds a bias where it belongs. */
    private static BiasRule biases(BiasRule rule) {
        return rule == BiasRule.AXIS_OF_ITS_SIZE_SUPPOSED ? BiasRule.OWN_AXIS : rule;
    }

    /** The size of the kernel; Keras 1 has an argument for each axis. */
    static List<Integer> kernelSize(Args args, int axes) {
        List<String> names =
                switch (axes) {
                    case 2 -> List.of("nb_row", "nb_col");
                    case 3 -> List.of("kernel_dim1", "kernel_dim2", "kernel_dim3");
                    default -> List.of();
                };
        boolean apart = !names.isEmpty() && names.stream().allMatch(args::has);
        return apart ? names.stream().map(args::positive).toList() : args.sizes("kernel_size", axes, Optional.empty());
    }

    /**
     * The shape of the result.
     *
     * @param in the shape of the input
     * @param problems takes what is wrong with the input
     * @return the shape, or {@link Shape#UNKNOWN} where a problem was found
     */
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

    List<WeightSpec> weights(Shape in) {
        Shape shape = Shape.of(layout.channels(in) / groups, filters)
                .after(kernelSize.stream().mapToInt(Integer::intValue).toArray());
        return withBias(storage.apply(WeightSpec.of("kernel", shape).or("W")));
    }

    List<WeightSpec> withBias(WeightSpec... kernels) {
        List<WeightSpec> specs = new ArrayList<>(List.of(kernels));
        if (useBias) {
            specs.add(WeightSpec.of("bias", filters).or("b"));
        }
        return List.copyOf(specs);
    }

    Value lower(Ops ops, Value x, Weights w) {
        return finish(ops, convolve(ops, x, w.get("kernel"), groups), w);
    }

    /**
     * The convolution alone.
     *
     * @param ops where to append
     * @param x the input
     * @param kernel the kernel {@code [spatial…, in / inGroups, out]}, of any number of filters
     * @param inGroups how many groups the channels form
     * @return the result, without bias and activation
     */
    public Value convolve(Ops ops, Value x, Value kernel, int inGroups) {
        List<Window> windows = Windows.of(x.shape(), layout, padding, kernelSize, strides, dilationRate);
        return ops.apply(new Convolution(windows, inGroups, layout), x, kernel);
    }

    /**
     * Whether the bias is not added along the channels, as Keras 3 does on TensorFlow with the channels first where the last
     * axis has as many positions.
     *
     * @param output the shape of the result
     * @return true if it lies along the last axis
     */
    public boolean addsBiasAlongLast(Shape output) {
        return useBias
                && biases == BiasRule.AXIS_OF_ITS_SIZE
                && layout == Layout.CHANNELS_FIRST
                && output.size(1) != 1
                && output.last() == output.size(1);
    }

    /** Bias and activation. */
    Value finish(Ops ops, Value y, Weights w) {
        if (!useBias) {
            return activation.apply(ops, y);
        }
        Value bias = layout.alignChannels(ops, w.get("bias"), y.shape().rank());
        Value sum = Biases.add(ops, y, bias, biases);
        return activation.apply(ops, sum);
    }
}
