package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.TransposedConvolution;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The transposed convolutions, whatever their number of axes. The size of the output is that of Keras's
 * {@code deconv_output_length} (2.x) and {@code compute_conv_transpose_output_length} (3.x).
 *
 * @param of the arguments that it has in common with other convolutions
 * @param outputPadding positions added to the output, by axis; empty when the file gives none
 */
record Transposed(ConvolutionArgs of, List<Integer> outputPadding) {

    /** How a transposed convolution is said in Keras 3. */
    static final Lifting LIFTING = Lifting.taking("filters", "output_padding", "kernel_*")
            .and("kernel_size", "strides", "padding", "data_format", "dilation_rate")
            .and("activation", "use_bias", "bias_*")
            .dropping("groups", groups -> groups.asInt() == 1) // Keras 2 writes it and has no groups here
            .first(ConvolutionArgs::lift);

    static Transposed read(Args args, int axes) {
        if (args.integer("groups", 1) != 1) {
            args.report(Code.ARGUMENT_UNSUPPORTED, "groups", "is %s; one group runs here", args.integer("groups", 1));
        }
        List<Integer> outputPadding = new ArrayList<>(args.integers("output_padding"));
        if (outputPadding.size() == 1) {
            outputPadding = Collections.nCopies(axes, outputPadding.get(0));
        }
        ConvolutionArgs of = ConvolutionArgs.read(args, axes);
        if (!outputPadding.isEmpty() && outputPadding.size() != axes) {
            args.report(Code.ARGUMENT_VALUE, "output_padding", "is %s, expected %s numbers", outputPadding, axes);
        }
        checkTheano(args, of);
        return new Transposed(of, outputPadding);
    }

    /** Keras on Theano takes odd sizes alone for {@code same} (theano_backend.py, conv2d_transpose). */
    static void checkTheano(Args args, ConvolutionArgs of) {
        if (of.padding() == Padding.SAME_THEANO && of.kernelSize().stream().anyMatch(size -> size % 2 == 0)) {
            args.report(
                    Code.ARGUMENT_UNSUPPORTED,
                    "padding",
                    "is same with a kernel of %s; Theano transposes kernels of odd sizes alone",
                    of.kernelSize());
        }
    }

    private int span(int axis) {
        return (of.kernelSize().get(axis) - 1) * of.dilationRate().get(axis) + 1;
    }

    private int length(int axis, int input) {
        int stride = of.strides().get(axis);
        if (input == Shape.ANY) {
            return Shape.ANY;
        }
        if (!outputPadding.isEmpty()) {
            return (input - 1) * stride + span(axis) - 2 * pad(axis) + outputPadding.get(axis);
        }
        return switch (of.padding()) {
            case SAME, SAME_THEANO -> input * stride;
            case FULL -> input * stride - (stride + span(axis) - 2);
            default -> input * stride + Math.max(span(axis) - stride, 0);
        };
    }

    /** The padding on each side that the lengths of deconv_length reckon with. */
    private int pad(int axis) {
        return switch (of.padding()) {
            case SAME, SAME_THEANO -> span(axis) / 2;
            case FULL -> span(axis) - 1;
            default -> 0;
        };
    }

    Shape output(Shape in, Problems problems) {
        int axes = of.kernelSize().size();
        if (!problems.require(in.rank() == axes + 2, "needs an input of rank %s, got %s", axes + 2, in)
                || !problems.require(
                        of.layout().channels(in) != Shape.ANY, "needs a known number of channels, got %s", in)) {
            return Shape.UNKNOWN;
        }
        List<Integer> lengths = lengths(in);
        boolean positive = lengths.stream().allMatch(length -> length > 0 || length == Shape.ANY);
        return problems.require(positive, "leaves nothing of the input %s: its output has the sizes %s", in, lengths)
                ? of.activation().output(of.layout().shape(in.size(0), lengths, of.filters()))
                : Shape.UNKNOWN;
    }

    private List<Integer> lengths(Shape in) {
        List<Integer> spatial = of.layout().spatial(in);
        return IntStream.range(0, spatial.size())
                .mapToObj(i -> length(i, spatial.get(i)))
                .toList();
    }

    List<WeightSpec> weights(Shape in) {
        Shape shape = Shape.of(of.filters(), of.layout().channels(in))
                .after(of.kernelSize().stream().mapToInt(Integer::intValue).toArray());
        return of.withBias(of.storage().apply(WeightSpec.of("kernel", shape).or("W")));
    }

    /** Scatters into an output that holds everything, and leaves out the borders that count as padding. */
    Value lower(Ops ops, Value x, Weights w) {
        List<Integer> spatial = of.layout().spatial(x.shape());
        List<Integer> lengths = lengths(x.shape());
        List<Window> windows = IntStream.range(0, spatial.size())
                .mapToObj(axis -> window(axis, spatial.get(axis), lengths.get(axis)))
                .toList();
        var op = new TransposedConvolution(windows, 1, of.layout(), lengths);
        return of.finish(ops, ops.apply(op, x, w.get("kernel")), w);
    }

    /** The window of the convolution that this one transposes: it reads its input with as much padding. */
    private Window window(int axis, int input, int length) {
        int size = of.kernelSize().get(axis);
        int stride = of.strides().get(axis);
        int dilation = of.dilationRate().get(axis);
        if (of.padding() == Padding.SAME_THEANO || of.padding() == Padding.FULL) {
            return new Window(size, stride, dilation, pad(axis), pad(axis));
        }
        // Of what is too much, TensorFlow cuts floor(surplus / 2) off before and the rest after; zeros are added after.
        int surplus = Math.max((input - 1) * stride + span(axis) - length, 0);
        return new Window(size, stride, dilation, surplus / 2, surplus - surplus / 2);
    }
}
