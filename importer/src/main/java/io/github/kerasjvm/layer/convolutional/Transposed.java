package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
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

    static Transposed read(Args args, int axes) {
        if (args.integer("groups", 1) != 1) {
            args.report(Code.ARGUMENT_UNSUPPORTED, "groups", "is %s; one group runs here", args.integer("groups", 1));
        }
        if (args.semantics().theanoAlignment()) {
            args.report(Code.ARGUMENT_UNSUPPORTED, "padding", "is aligned as Theano does, which does not run here");
        }
        List<Integer> outputPadding = new ArrayList<>(args.integers("output_padding"));
        if (outputPadding.size() == 1) {
            outputPadding = Collections.nCopies(axes, outputPadding.get(0));
        }
        ConvolutionArgs of = ConvolutionArgs.read(args, axes);
        if (!outputPadding.isEmpty() && outputPadding.size() != axes) {
            args.report(Code.ARGUMENT_VALUE, "output_padding", "is %s, expected %s numbers", outputPadding, axes);
        }
        return new Transposed(of, outputPadding);
    }

    private int span(int axis) {
        return (of.kernelSize().get(axis) - 1) * of.dilationRate().get(axis) + 1;
    }

    private int length(int axis, int input) {
        int stride = of.strides().get(axis);
        boolean same = of.padding() == Padding.SAME;
        if (input == Shape.ANY) {
            return Shape.ANY;
        }
        if (outputPadding.isEmpty()) {
            return same ? input * stride : input * stride + Math.max(span(axis) - stride, 0);
        }
        int pad = same ? span(axis) / 2 : 0;
        return (input - 1) * stride + span(axis) - 2 * pad + outputPadding.get(axis);
    }

    Shape output(Shape in, Problems problems) {
        int axes = of.kernelSize().size();
        if (!problems.require(in.rank() == axes + 2, "needs an input of rank %s, got %s", axes + 2, in)
                || !problems.require(
                        of.layout().channels(in) != Shape.ANY, "needs a known number of channels, got %s", in)) {
            return Shape.UNKNOWN;
        }
        return of.activation().output(of.layout().shape(in.size(0), lengths(in), of.filters()));
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

    /**
     * Scatters into an output that holds everything, then cuts {@code floor(surplus / 2)} off before and the rest after,
     * or adds zeros after.
     */
    Value lower(Ops ops, Value x, Weights w) {
        List<Integer> spatial = of.layout().spatial(x.shape());
        List<Integer> lengths = lengths(x.shape());
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < spatial.size(); i++) {
            int whole = (spatial.get(i) - 1) * of.strides().get(i) + span(i);
            int surplus = Math.max(whole - lengths.get(i), 0);
            int before = surplus / 2;
            // The convolution that this one transposes reads its input with as much padding.
            windows.add(new Window(
                    of.kernelSize().get(i),
                    of.strides().get(i),
                    of.dilationRate().get(i),
                    before,
                    surplus - before));
        }
        var op = new TransposedConvolution(windows, 1, of.layout(), lengths);
        return of.finish(ops, ops.apply(op, x, w.get("kernel")), w);
    }
}
