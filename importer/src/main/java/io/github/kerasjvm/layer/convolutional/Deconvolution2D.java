package io.github.kerasjvm.layer.convolutional;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.Windows;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.TransposedConvolution;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keras 1 {@code Deconvolution2D}: the transpose of a convolution over height and width, to a size that the file says;
 * that convolution has to bring this size to that of the input.
 *
 * <p>Takes {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}. Stores {@code W} as the
 * convolution that it would be, {@code [height, width, channels, filters]} or
 * {@code [filters, channels, height, width]}, flipped under Theano, and, with {@code useBias}, {@code b [filters]}.
 *
 * @param of the arguments that it has in common with other convolutions
 * @param sizes height and width of the output
 */
public record Deconvolution2D(ConvolutionArgs of, List<Integer> sizes) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<Deconvolution2D> KIND = Kind.of(
                    Group.CONVOLUTIONAL, "Deconvolution2D", Deconvolution2D::read)
            .renamed("nb_filter", "filters")
            .renamed("subsample", "strides")
            .renamed("bias", "use_bias")
            .inKeras("1")
            .inKeras3(Lifting.refused("gives a size that the file says; Conv2DTranspose of Keras 3 computes its own"))
            .doc("Transposed convolution over height and width to a given size");

    private static Deconvolution2D read(Args args) {
        ConvolutionArgs of = ConvolutionArgs.readPlain(args, 2);
        Transposed.checkTheano(args, of);
        List<Integer> shape = withoutBatch(args);
        if (shape.size() != 3 || shape.stream().anyMatch(size -> size < 1)) {
            args.report(
                    Code.ARGUMENT_VALUE,
                    "output_shape",
                    "is %s, expected a batch and three sizes of 1 or more",
                    args.get("output_shape"));
            return new Deconvolution2D(of, List.of(1, 1));
        }
        boolean first = of.layout() == Layout.CHANNELS_FIRST;
        int channels = shape.get(first ? 0 : 2);
        if (channels != of.filters()) {
            args.report(
                    Code.ARGUMENT_VALUE,
                    "output_shape",
                    "has %s channels, expected %s filters",
                    channels,
                    of.filters());
        }
        return new Deconvolution2D(of, first ? shape.subList(1, 3) : shape.subList(0, 2));
    }

    /** The batch may be a number, which binds TensorFlow to that batch alone, or null. */
    private static List<Integer> withoutBatch(Args args) {
        return IntStream.range(1, args.get("output_shape").size())
                .mapToObj(i -> args.get("output_shape").get(i).asInt(0))
                .toList();
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        Shape out = of.layout().shape(Shape.ANY, sizes, of.filters());
        Shape back = Windows.output(
                out,
                of.layout(),
                of.padding(),
                of.kernelSize(),
                of.strides(),
                of.dilationRate(),
                in.rank() == 4 ? of.layout().channels(in) : 1,
                problems);
        boolean fits = back.isUnknown()
                || in.rank() == 4 && of.layout().channels(in) != Shape.ANY && back.agreesWith(in.with(0, Shape.ANY));
        if (!problems.require(
                fits,
                "cannot give the size %s from the input %s, only from %s",
                sizes,
                in,
                back.isUnknown() ? sizes : of.layout().spatial(back))) {
            return Shape.UNKNOWN;
        }
        return back.isUnknown() ? back : of.activation().output(out.with(0, in.size(0)));
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        return of.weights(in);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Shape out = of.layout().shape(Shape.ANY, sizes, of.filters());
        var windows = Windows.of(out, of.layout(), of.padding(), of.kernelSize(), of.strides(), of.dilationRate());
        Value kernel = ops.transpose(w.get("kernel"), List.of(0, 1, 3, 2));
        return of.finish(ops, ops.apply(new TransposedConvolution(windows, 1, of.layout(), sizes), x, kernel), w);
    }
}
