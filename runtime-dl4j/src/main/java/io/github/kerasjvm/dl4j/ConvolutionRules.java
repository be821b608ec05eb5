package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.layer.convolutional.Conv1D;
import io.github.kerasjvm.layer.convolutional.Conv1DTranspose;
import io.github.kerasjvm.layer.convolutional.Conv2D;
import io.github.kerasjvm.layer.convolutional.Conv2DTranspose;
import io.github.kerasjvm.layer.convolutional.Conv3D;
import io.github.kerasjvm.layer.convolutional.ConvolutionArgs;
import io.github.kerasjvm.layer.convolutional.DepthwiseConv1D;
import io.github.kerasjvm.layer.convolutional.DepthwiseConv2D;
import io.github.kerasjvm.layer.convolutional.SeparableConv1D;
import io.github.kerasjvm.layer.convolutional.SeparableConv2D;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.nd4j.linalg.activations.IActivation;

/** Rules for convolutions over one and two axes. */
final class ConvolutionRules {

    private static final String ACTIVATION = "With an activation that DL4J has.";
    private static final String SEPARABLE = "Of two channels or more, with an activation that DL4J has.";
    private static final String TRANSPOSED = "With one group, strides no larger than the kernel, no dilation, no output"
            + " padding, and an activation that DL4J has.";
    private static final String ONE_GROUP = "With one group, and an activation that DL4J has.";

    static final List<Rule<?>> ALL = List.of(
            Rule.conditional(Conv1D.KIND, Conv1D.class, ONE_GROUP, (conv, call) -> plain(conv.of(), call)),
            Rule.conditional(Conv2D.KIND, Conv2D.class, ONE_GROUP, (conv, call) -> plain(conv.of(), call)),
            Rule.conditional(Conv3D.KIND, Conv3D.class, VolumeRules.CONVOLUTION_NOTE, VolumeRules::convolution),
            Rule.conditional(
                    Conv1DTranspose.KIND,
                    Conv1DTranspose.class,
                    TRANSPOSED,
                    (conv, call) -> transposed(conv.of(), conv.outputPadding(), call)),
            Rule.conditional(
                    Conv2DTranspose.KIND,
                    Conv2DTranspose.class,
                    TRANSPOSED,
                    (conv, call) -> transposed(conv.of(), conv.outputPadding(), call)),
            Rule.conditional(
                    io.github.kerasjvm.layer.convolutional.Deconvolution2D.KIND,
                    io.github.kerasjvm.layer.convolutional.Deconvolution2D.class,
                    "To the size that DL4J gives, with strides no larger than the kernel, and an activation that DL4J"
                            + " has.",
                    ConvolutionRules::deconvolution),
            Rule.conditional(
                    DepthwiseConv1D.KIND,
                    DepthwiseConv1D.class,
                    ACTIVATION,
                    (conv, call) -> depthwise(conv.of(), call)),
            Rule.conditional(
                    DepthwiseConv2D.KIND,
                    DepthwiseConv2D.class,
                    ACTIVATION,
                    (conv, call) -> depthwise(conv.of(), call)),
            Rule.conditional(
                    SeparableConv1D.KIND,
                    SeparableConv1D.class,
                    SEPARABLE,
                    (conv, call) -> separable(
                            conv.filters(), conv.depthwise(), conv.depthwise().useBias(), call)),
            Rule.conditional(
                    SeparableConv2D.KIND,
                    SeparableConv2D.class,
                    SEPARABLE,
                    (conv, call) -> separable(
                            conv.filters(), conv.depthwise(), conv.depthwise().useBias(), call)));

    /** Why a bias is refused. */
    static final String BIAS =
            "is added along the last axis, which has as many positions; DL4J adds it along the channels";

    private ConvolutionRules() {}

    private static Flow plain(ConvolutionArgs of, LayerCall call) {
        if (of.addsBiasAlongLast(call.output())) {
            return call.refuse("use_bias", BIAS);
        }
        if (of.groups() != 1) {
            return call.refuse("groups", "is " + of.groups() + "; a convolution of DL4J has one group");
        }
        Windowed windows = Windowed.of(call.in().shape(), of);
        IActivation inside = Activations.inConvolution(of.activation());
        ConvolutionLayer layer = new ConvolutionLayer.Builder(windows.size())
                .stride(windows.strides())
                .dilation(windows.dilations())
                .convolutionMode(windows.mode())
                .nIn(windows.channels())
                .nOut(of.filters())
                .hasBias(of.useBias())
                .activation(inside)
                .dataFormat(windows.format())
                .build();
        Map<String, Tensor> arrays =
                Kernels.with(call, of.useBias(), Map.of("W", Kernels.outward(call.weight("kernel"))));
        return finished(layer, arrays, windows, of.filters(), inside, of.activation(), call);
    }

    private static Flow depthwise(ConvolutionArgs of, LayerCall call) {
        if (of.addsBiasAlongLast(call.output())) {
            return call.refuse("use_bias", BIAS);
        }
        Windowed windows = Windowed.of(call.in().shape(), of);
        int results = windows.channels() * of.filters();
        IActivation inside = Activations.inConvolution(of.activation());
        DepthwiseConvolution2D layer = new DepthwiseConvolution2D.Builder(windows.size())
                .stride(windows.strides())
                .dilation(windows.dilations())
                .convolutionMode(windows.mode())
                .nIn(windows.channels())
                .nOut(results)
                .depthMultiplier(of.filters())
                .hasBias(of.useBias())
                .activation(inside)
                .dataFormat(windows.format())
                .build();
        // The one kernel that DL4J keeps in Keras's order.
        Map<String, Tensor> arrays = Kernels.with(call, of.useBias(), Map.of("W", call.weight("depthwise_kernel")));
        return finished(layer, arrays, windows, results, inside, of.activation(), call);
    }

    private static Flow separable(int filters, ConvolutionArgs of, boolean useBias, LayerCall call) {
        if (of.addsBiasAlongLast(call.output())) {
            return call.refuse("use_bias", BIAS);
        }
        Windowed windows = Windowed.of(call.in().shape(), of);
        if (windows.channels() == 1) {
            return call.refuse("", "takes one channel, on which DL4J's separable convolution fails");
        }
        IActivation inside = Activations.inConvolution(of.activation());
        SeparableConvolution2D layer = new SeparableConvolution2D.Builder(windows.size())
                .stride(windows.strides())
                .dilation(windows.dilations())
                .convolutionMode(windows.mode())
                .nIn(windows.channels())
                .nOut(filters)
                .depthMultiplier(of.filters())
                .hasBias(useBias)
                .activation(inside)
                .dataFormat(windows.format())
                .build();
        Map<String, Tensor> kernels = Map.of(
                "W", Kernels.outward(call.weight("depthwise_kernel")),
                "pW", Kernels.outward(call.weight("pointwise_kernel")));
        return finished(layer, Kernels.with(call, useBias, kernels), windows, filters, inside, of.activation(), call);
    }

    private static Flow transposed(ConvolutionArgs of, List<Integer> outputPadding, LayerCall call) {
        if (of.addsBiasAlongLast(call.output())) {
            return call.refuse("use_bias", BIAS);
        }
        if (!isTransposedByDl4j(of) || !outputPadding.isEmpty()) {
            return call.refuse(
                    "",
                    "has groups, dilation, output padding, Theano's padding, or strides larger than the kernel, for which"
                            + " DL4J's transposed convolution gives other shapes or numbers");
        }
        return transposed(of, Kernels.outward(call.weight("kernel")), call);
    }

    /** Keras 1's says the size of its output; DL4J's gives one size, the one that Keras 2 gives. */
    private static Flow deconvolution(io.github.kerasjvm.layer.convolutional.Deconvolution2D conv, LayerCall call) {
        ConvolutionArgs of = conv.of();
        Shape usual = new Conv2DTranspose(of, List.of()).output(call.in().shape(), Problems.none());
        if (!isTransposedByDl4j(of) || !of.layout().spatial(usual).equals(conv.sizes())) {
            return call.refuse(
                    "output_shape",
                    "gives the size " + conv.sizes() + " with the padding " + of.padding()
                            + ", for which DL4J's transposed convolution gives other shapes or numbers");
        }
        return transposed(of, Kernels.inward(call.weight("kernel")), call);
    }

    private static boolean isTransposedByDl4j(ConvolutionArgs of) {
        boolean isDilated = of.dilationRate().stream().anyMatch(rate -> rate != 1);
        boolean leavesGaps = IntStream.range(0, of.strides().size())
                .anyMatch(i -> of.strides().get(i) > of.kernelSize().get(i));
        // Theano pads an odd kernel as TensorFlow does where no position is left out.
        boolean isPlaced = of.padding() == Padding.VALID
                || of.padding() == Padding.SAME
                || of.padding() == Padding.SAME_THEANO && of.strides().stream().allMatch(stride -> stride == 1);
        return of.groups() == 1 && !isDilated && !leavesGaps && isPlaced;
    }

    private static Flow transposed(ConvolutionArgs of, Tensor kernel, LayerCall call) {
        IActivation inside = Activations.inConvolution(of.activation());
        Deconvolution2D layer = new Deconvolution2D.Builder(overImage(of.kernelSize()))
                .stride(overImage(of.strides()))
                .convolutionMode(VolumeRules.mode(of.padding()))
                .nIn(of.layout().channels(call.in().shape()))
                .nOut(of.filters())
                .hasBias(of.useBias())
                .activation(inside)
                .dataFormat(Windowed.format(of.layout()))
                .build();
        Map<String, Tensor> arrays = Kernels.with(call, of.useBias(), Map.of("W", kernel));
        Flow image = call.reshape("-image", call.in(), Windowed.image(call.in().shape(), of.layout()));
        Flow y = call.layer(layer, arrays, image, Windowed.image(call.output(), of.layout()));
        return Activations.behind(inside, of.activation(), call, call.reshape("-shape", y, call.output()));
    }

    /** Height and width; a sequence is an image of width 1. */
    private static int[] overImage(List<Integer> sizes) {
        return new int[] {sizes.get(0), sizes.size() == 1 ? 1 : sizes.get(1)};
    }

    private static Flow finished(
            Layer layer,
            Map<String, Tensor> arrays,
            Windowed windows,
            int results,
            IActivation inside,
            Activation activation,
            LayerCall call) {
        Shape out = windows.out(results);
        Flow y = call.layer(layer, arrays, windows.input(call), out);
        // DL4J lays out every window of a row of the batch one behind the other (im2col).
        long perPosition = (long) windows.size()[0] * windows.size()[1] * windows.channels();
        call.needs(out.elementsFrom(1) / results * perPosition);
        Flow shaped = call.reshape("-shape", y, unImaged(call.in().shape(), y.shape(), windows));
        return Activations.behind(inside, activation, call, shaped);
    }

    /** The shape as a sequence, if it was one. */
    private static Shape unImaged(Shape in, Shape image, Windowed windows) {
        return in.rank() == 4 ? image : image.without(windows.layout().firstSpatialAxis() + 1);
    }
}
