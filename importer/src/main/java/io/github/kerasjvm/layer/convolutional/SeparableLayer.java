package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A convolution of each channel on its own, then a mix of the channels, whatever the number of axes. */
interface SeparableLayer extends UnaryLayer {

    /** How such a layer is said in Keras 3. */
    Lifting LIFTING = Lifting.taking("filters", "depth_multiplier", "depthwise_*", "pointwise_*")
            .and("kernel_size", "strides", "padding", "data_format", "dilation_rate")
            .and("activation", "use_bias", "bias_*")
            .dropping("groups", groups -> groups.asInt() == 1) // Keras 2 writes it; each channel is a group
            .dropping("init", "kernel_initializer") // of a kernel that the layer has not
            .first(ConvolutionArgs::lift)
            .first(layer -> {
                if (layer.value("padding").asText().equals("causal")) {
                    layer.refuse(
                            "padding",
                            "is " + layer.take("padding") + ", which SeparableConv1D of Keras 3 does not know");
                }
            });

    /** Channels of the output. */
    int filters();

    /** The first convolution; carries the bias and the activation of the whole. */
    ConvolutionArgs depthwise();

    @Override
    default Shape output(Shape in, Problems problems) {
        Shape middle = Depthwise.output(depthwise(), in, problems);
        return middle.isUnknown() ? middle : middle.with(depthwise().layout().channelAxis(in.rank()), filters());
    }

    @Override
    default List<WeightSpec> weights(Shape in) {
        int[] ones = new int[depthwise().kernelSize().size()];
        Arrays.fill(ones, 1);
        int middle = depthwise().layout().channels(in) * depthwise().filters();
        WeightSpec mix = depthwise()
                .storage()
                .apply(WeightSpec.of(
                        "pointwise_kernel", Shape.of(middle, filters()).after(ones)));
        WeightSpec kernel = Depthwise.kernel(depthwise(), in);
        return depthwise().useBias()
                ? List.of(kernel, mix, WeightSpec.of("bias", filters()).or("b"))
                : List.of(kernel, mix);
    }

    @Override
    default Value lower(Ops ops, Value x, Weights w) {
        Layout layout = depthwise().layout();
        Value middle = Depthwise.convolve(depthwise(), ops, x, w.get("depthwise_kernel"));
        List<Window> ones = Collections.nCopies(depthwise().kernelSize().size(), Window.valid(1, 1, 1));
        Value y = ops.apply(new Convolution(ones, 1, layout), middle, w.get("pointwise_kernel"));
        return depthwise().finish(ops, y, w);
    }
}
