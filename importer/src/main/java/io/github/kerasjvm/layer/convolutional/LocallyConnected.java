package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.Windows;
import io.github.kerasjvm.layer.lift.Lifting;
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
 * What the locally connected layers have in common: convolutions with a kernel and a bias of its own for each position.
 *
 * @param filters channels of the output, 1 or more
 * @param kernelSize positions of the kernel, by axis
 * @param strides steps of the kernel, by axis
 * @param padding {@code valid}; {@code same} with implementation 2 and 3, whose windows begin at
 *     {@code i * stride - size / 2} (conv_utils.py, conv_connected_inputs)
 * @param layout where the channels stand
 * @param activation applied last; linear when the file gives none
 * @param useBias whether a bias is stored and added
 * @param implementation how the kernel is stored, 1 to 3
 */
public record LocallyConnected(
        int filters,
        List<Integer> kernelSize,
        List<Integer> strides,
        Padding padding,
        Layout layout,
        Activation activation,
        boolean useBias,
        int implementation) {

    /** How such a layer is said in Keras 3. */
    static final Lifting LIFTING = Lifting.refused("has a kernel of its own for each place; no layer of Keras 3 has");

    static LocallyConnected read(Args args, int axes) {
        int implementation = args.positive("implementation", 1);
        Padding padding = args.padding();
        if (implementation > 3) {
            args.report(Code.ARGUMENT_VALUE, "implementation", "is %s, expected 1, 2 or 3", implementation);
        }
        if (implementation == 1 && padding != Padding.VALID) {
            args.report(Code.ARGUMENT_VALUE, "padding", "is same, which implementation 1 does not have");
        }
        return new LocallyConnected(
                args.positive("filters"),
                ConvolutionArgs.kernelSize(args, axes),
                args.sizes("strides", axes, Optional.of(Collections.nCopies(axes, 1))),
                padding == Padding.SAME ? Padding.SAME_THEANO : padding,
                args.layout(),
                args.activation("activation"),
                args.flag("use_bias", true),
                implementation);
    }

    private List<Integer> undilated() {
        return Collections.nCopies(kernelSize.size(), 1);
    }

    private List<Window> windows(Shape in) {
        return Windows.of(in, layout, padding, kernelSize, strides, undilated());
    }

    Shape output(Shape in, Problems problems) {
        Shape out = Windows.output(in, layout, padding, kernelSize, strides, undilated(), filters, problems);
        if (out.isUnknown()) {
            return out;
        }
        boolean known = in.toList().stream().skip(1).noneMatch(size -> size == Shape.ANY);
        boolean fits = problems.require(known, "needs known sizes, got %s", in)
                && problems.require(
                        kernel(in).elements() != Long.MAX_VALUE, "has a kernel too large for an array for %s", in);
        return fits ? activation.output(out) : Shape.UNKNOWN;
    }

    private UnsharedKernel kernel(Shape in) {
        return new UnsharedKernel(layout, windows(in), layout.spatial(in), layout.channels(in), filters);
    }

    List<WeightSpec> weights(Shape in) {
        List<WeightSpec> specs = new ArrayList<>();
        specs.add(kernel(in).stored(implementation));
        if (useBias) {
            List<Integer> sizes = new ArrayList<>(sizes(in));
            sizes.add(filters);
            specs.add(WeightSpec.of("bias", Shape.of(sizes)).or("b"));
        }
        return List.copyOf(specs);
    }

    /** The spatial sizes of the output. */
    private List<Integer> sizes(Shape in) {
        return layout.spatial(
                Windows.output(in, layout, padding, kernelSize, strides, undilated(), filters, Problems.none()));
    }

    /** A vector times a matrix of its own for each position. */
    Value lower(Ops ops, Value x, Weights w) {
        Value patches = Patches.of(ops, x, layout, windows(x.shape()));
        int positions = patches.shape().size(1);
        Value rows = ops.reshape(
                patches, Shape.of(Shape.ANY, positions, 1, patches.shape().size(2)));
        Value products = ops.reshape(ops.matmul(rows, w.get("kernel")), Shape.of(Shape.ANY, positions, filters));
        boolean first = layout == Layout.CHANNELS_FIRST;
        Shape out = layout.shape(Shape.ANY, sizes(x.shape()), filters);
        Value y = ops.reshape(first ? ops.transpose(products, List.of(0, 2, 1)) : products, out);
        if (useBias) {
            // Stored with the filters last; bias_add (backend.py) gives it the shape of a channels-first output without
            // reordering it.
            y = ops.add(y, ops.reshape(w.get("bias"), out.without(0)));
        }
        return activation.apply(ops, y);
    }
}
