package io.github.kerasjvm.engine.onnxruntime;

import static io.github.kerasjvm.op.Layout.CHANNELS_LAST;

import io.github.kerasjvm.op.BatchNormalization;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.ConvolutionKernelGradient;
import io.github.kerasjvm.op.Elu;
import io.github.kerasjvm.op.Gelu;
import io.github.kerasjvm.op.HardSigmoid;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.LeakyRelu;
import io.github.kerasjvm.op.LogSoftmax;
import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.PoolGradient;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Softmax;
import io.github.kerasjvm.op.TransposedConvolution;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every operation with the attributes that are easily got wrong, most of them behind a convolution's axis order. */
final class GraphCases {

    private static final Window SAME = new Window(3, 1, 1, 1, 1);

    private GraphCases() {}

    static Stream<GraphCase> all() {
        return Stream.of(elementwise(), moved(), convolutions(), pools(), composites(), matrices())
                .flatMap(group -> group);
    }

    private static Stream<GraphCase> elementwise() {
        Stream<GraphCase> unary = Arrays.stream(UnaryFunction.values())
                .map(function -> GraphCase.of("unary " + function, b -> switch (function) {
                    case LOGARITHM, SQUARE_ROOT -> b.ops.unary(function, b.ops.multiply(b.batch(2, 3), b.input(2, 3)));
                    default -> b.ops.unary(function, b.batch(2, 3));
                }));
        Stream<GraphCase> binary = Arrays.stream(BinaryFunction.values())
                .map(function -> GraphCase.of(
                        "binary " + function + " of a scalar, a row and a column",
                        b -> b.ops.binary(
                                function,
                                b.ops.binary(function, b.positive(3, 1), b.positive(2)),
                                b.ops.add(b.ops.constant(1), b.positive(4, 3, 2)))));
        Stream<GraphCase> select = Stream.of(
                GraphCase.of(
                        "select by any number", b -> b.ops.select(b.batch(2, 3), b.parameter(3), b.ops.constant(5))),
                GraphCase.of("comparison as a number", b -> b.ops.greater(b.batch(2, 3), b.ops.constant(0))),
                GraphCase.of("comparison both ways", b -> {
                    Value x = convolved(b);
                    Value above = b.ops.greater(x, b.parameter(4));
                    return b.ops.add(b.ops.select(above, x, b.ops.constant(1)), above);
                }));
        return Stream.of(unary, binary, select).flatMap(group -> group);
    }

    /** Operations on a value whose axes stand in another order in the file. */
    private static Stream<GraphCase> moved() {
        return Stream.of(
                GraphCase.of("convolved output", GraphCases::convolved),
                GraphCase.of("add a whole array", b -> b.ops.add(convolved(b), b.parameter(5, 6, 4))),
                GraphCase.of("add an unmoved input", b -> b.ops.add(convolved(b), b.batch(2, 5, 6, 4))),
                GraphCase.of("add a computed vector", b -> b.ops.add(convolved(b), b.ops.negate(b.input(4)))),
                GraphCase.of("add a computed matrix", b -> b.ops.add(convolved(b), b.ops.negate(b.input(6, 4)))),
                GraphCase.of(
                        "reduce with axes kept",
                        b -> b.ops.reduce(ReduceFunction.MEAN, convolved(b), List.of(1), true)),
                GraphCase.of(
                        "reduce with axes gone",
                        b -> b.ops.reduce(ReduceFunction.MAXIMUM, convolved(b), List.of(2), false)),
                GraphCase.of(
                        "reduce the channels", b -> b.ops.reduce(ReduceFunction.SUM, convolved(b), List.of(3), false)),
                GraphCase.of(
                        "reduce the batch",
                        b -> b.ops.reduce(ReduceFunction.MINIMUM, convolved(b), List.of(0, 3), false)),
                GraphCase.of(
                        "reduce all", b -> b.ops.reduce(ReduceFunction.SUM, convolved(b), List.of(0, 1, 2, 3), false)),
                GraphCase.of("reduce nothing", b -> b.ops.reduce(ReduceFunction.SUM, convolved(b), List.of(), true)),
                GraphCase.of("transpose", b -> b.ops.transpose(convolved(b), List.of(0, 3, 1, 2))),
                GraphCase.of("transpose the batch away", b -> b.ops.transpose(convolved(b), List.of(3, 1, 0, 2))),
                GraphCase.of(
                        "transpose and go on",
                        b -> b.ops.multiply(b.ops.transpose(convolved(b), List.of(0, 2, 1, 3)), b.parameter(6, 1, 4))),
                GraphCase.of("reshape", b -> b.ops.reshape(convolved(b), Shape.of(Shape.ANY, 30, 4))),
                GraphCase.of("reshape over the batch", b -> b.ops.reshape(convolved(b), Shape.of(Shape.ANY, 4))),
                GraphCase.of("slice the channels", b -> b.ops.slice(convolved(b), 3, 1, 3)),
                GraphCase.of("slice the batch", b -> b.ops.slice(convolved(b), 0, 1, 2)),
                GraphCase.of(
                        "pad by a number",
                        b -> b.ops.apply(new Pad(List.of(0, 1, 0, 2), List.of(0, 0, 3, 1), -1.5f), convolved(b))),
                GraphCase.of("concatenate", b -> b.ops.concatenate(List.of(convolved(b), b.batch(2, 5, 6, 2)), 3)),
                GraphCase.of(
                        "concatenate rows", b -> b.ops.concatenate(List.of(convolved(b), b.parameter(1, 5, 6, 4)), 0)),
                GraphCase.of(
                        "broadcast",
                        b -> b.ops.broadcast(
                                b.ops.reduce(ReduceFunction.SUM, convolved(b), List.of(1), true),
                                Shape.of(Shape.ANY, 3, 6, 4))),
                GraphCase.of("broadcast to more axes", b -> b.ops.broadcast(b.input(3, 1), Shape.of(2, 3, 4))),
                GraphCase.of("matrix product", b -> b.ops.matmul(convolved(b), b.parameter(4, 3))),
                GraphCase.of("softmax of the channels", b -> b.ops.apply(new Softmax(3), convolved(b))),
                GraphCase.of("logarithm of the softmax of the rows", b -> b.ops.apply(new LogSoftmax(1), convolved(b))),
                GraphCase.of("batch normalisation of the channels", b -> normalised(b, convolved(b), 3)),
                GraphCase.of("batch normalisation of the rows", b -> normalised(b, convolved(b), 1)));
    }

    private static Stream<GraphCase> convolutions() {
        List<GraphCase> cases = new ArrayList<>();
        for (Layout layout : Layout.values()) {
            for (int rank = 1; rank <= 3; rank++) {
                List<Window> odd = List.of(
                                new Window(3, 2, 1, 0, 1), new Window(2, 1, 3, 2, 1), new Window(4, 3, 1, 3, 2))
                        .subList(0, rank);
                cases.add(convolution("strided, dilated, unevenly padded", odd, 1, layout));
                cases.add(convolution("grouped", odd, 2, layout));
                cases.add(convolution("depthwise", odd, 4, layout));
            }
        }
        return cases.stream().flatMap(conv -> Stream.of(conv, transposed(conv), kernelGradient(conv)));
    }

    private static GraphCase convolution(String name, List<Window> windows, int groups, Layout layout) {
        return convolution(name, windows, layout, new Convolution(windows, groups, layout));
    }

    private static GraphCase convolution(String name, List<Window> windows, Layout layout, Convolution op) {
        return GraphCase.of(windows.size() + "D convolution, " + name + ", " + layout, b -> {
            int[] kernel = windows.stream().mapToInt(Window::size).toArray();
            Value x = b.batch(image(layout, windows.size(), 4));
            return b.ops.apply(
                    op,
                    x,
                    b.parameter(Shape.of(4 / op.groups(), 8).after(kernel).toArray()));
        });
    }

    private static GraphCase transposed(GraphCase conv) {
        Convolution op = (Convolution) conv.graph().nodes().get(0).op();
        Shape result = conv.graph().outputs().get(0).value().shape().with(0, 2);
        Shape kernel = conv.graph().parameters().get(0).value().shape();
        Shape image = conv.inputs().get(0).shape();
        return GraphCase.of(
                "transposed " + conv.name(),
                b -> b.ops.apply(
                        new TransposedConvolution(
                                op.windows(),
                                op.groups(),
                                op.layout(),
                                op.layout().spatial(image)),
                        b.batch(result.toArray()),
                        b.parameter(kernel.toArray())));
    }

    private static GraphCase kernelGradient(GraphCase conv) {
        Convolution op = (Convolution) conv.graph().nodes().get(0).op();
        Shape result = conv.graph().outputs().get(0).value().shape().with(0, 2);
        Shape image = conv.inputs().get(0).shape();
        return GraphCase.of(
                "kernel gradient of " + conv.name(),
                b -> b.ops.apply(
                        new ConvolutionKernelGradient(op.windows(), op.groups(), op.layout()),
                        b.batch(image.toArray()),
                        b.batch(result.toArray())));
    }

    private static Stream<GraphCase> pools() {
        List<GraphCase> cases = new ArrayList<>();
        List<Window> padded = List.of(new Window(3, 2, 1, 0, 1), new Window(2, 1, 1, 1, 1), new Window(3, 2, 1, 2, 2));
        List<Window> wide = List.of(new Window(2, 1, 4, 2, 2), new Window(2, 2, 1, 0, 2), new Window(1, 1, 1, 1, 0));
        List<Window> dilated = List.of(new Window(2, 1, 3, 1, 1), new Window(2, 2, 2, 0, 1), Window.valid(2, 1, 2));
        for (Layout layout : Layout.values()) {
            for (PoolFunction function : PoolFunction.values()) {
                for (int rank = 1; rank <= 3; rank++) {
                    cases.addAll(pool("padded", function, padded.subList(0, rank), layout));
                    cases.addAll(pool("dilated", function, dilated.subList(0, rank), layout));
                    cases.add(behindZeros(function, padded.subList(0, rank), layout));
                    cases.add(behindZeros(function, Collections.nCopies(rank, Window.valid(3, 2, 1)), layout));
                    cases.addAll(pool("padded wider than the window", function, wide.subList(0, rank), layout));
                }
            }
        }
        return cases.stream();
    }

    private static List<GraphCase> pool(String name, PoolFunction function, List<Window> windows, Layout layout) {
        String full = windows.size() + "D pooling, " + function + ", " + name + ", " + layout;
        int[] image = image(layout, windows.size(), 3);
        GraphCase pool = GraphCase.of(full, b -> b.ops.apply(new Pool(function, windows, layout), b.batch(image)));
        Shape result = pool.graph().outputs().get(0).value().shape().with(0, 2);
        GraphCase gradient = GraphCase.of("gradient of " + full, b -> {
            // A relu makes equal maxima.
            Value x = b.ops.unary(UnaryFunction.RELU, b.batch(image));
            return b.ops.apply(new PoolGradient(function, windows, layout), x, b.batch(result.toArray()));
        });
        return List.of(pool, gradient);
    }

    /** Zeros that are part of the image, unlike those of the pooling's own padding. */
    private static GraphCase behindZeros(PoolFunction function, List<Window> windows, Layout layout) {
        String name = windows.size() + "D pooling, " + function + ", behind zeros, " + windows.get(0) + layout;
        return GraphCase.of(name, b -> {
            Value x = b.ops.negate(b.ops.unary(UnaryFunction.ABSOLUTE, b.batch(image(layout, windows.size(), 3))));
            for (int i = 0; i < windows.size(); i++) {
                x = b.ops.pad(x, layout.firstSpatialAxis() + i, 1, 2);
            }
            return b.ops.apply(new Pool(function, windows, layout), x);
        });
    }

    private static Stream<GraphCase> composites() {
        List<Op> ops = List.of(
                new Elu(0.7, 1),
                new Elu(1.6732632423543772, 1.0507009873554805),
                new Gelu(false),
                new Gelu(true),
                new HardSigmoid(0.2),
                new HardSigmoid(1.0 / 6),
                new LeakyRelu(0.3),
                new Softmax(1),
                new LogSoftmax(2));
        Stream<GraphCase> all =
                ops.stream().map(op -> GraphCase.of(op.toString(), b -> b.ops.apply(op, b.batch(2, 3, 7))));
        return Stream.concat(
                all,
                Stream.of(
                        GraphCase.of("clip", b -> b.ops.clip(b.batch(2, 9), -0.5, 1.5)),
                        GraphCase.of("clip above", b -> b.ops.clip(b.batch(2, 9), Double.NEGATIVE_INFINITY, 1)),
                        GraphCase.of("batch normalisation of vectors", b -> normalised(b, b.batch(2, 5), 1)),
                        GraphCase.of("batch normalisation of steps", b -> normalised(b, b.batch(2, 5, 3), 2)),
                        GraphCase.of("batch normalisation by computed statistics", b -> {
                            Value vector = b.ops.multiply(b.positive(3), b.positive(3));
                            return b.ops.apply(
                                    new BatchNormalization(2, 1e-3), b.batch(2, 5, 3), vector, vector, vector, vector);
                        })));
    }

    private static Stream<GraphCase> matrices() {
        return IntStream.range(0, 4).boxed().flatMap(flags -> {
            boolean first = (flags & 1) != 0;
            boolean second = (flags & 2) != 0;
            int[] a = first ? new int[] {4, 5, 3} : new int[] {4, 3, 5};
            int[] right = second ? new int[] {2, 5} : new int[] {5, 2};
            String name = (first ? "transposed" : "plain") + " by " + (second ? "transposed" : "plain");
            return Stream.of(
                    GraphCase.of("matrices " + name, b -> b.ops.matmul(b.input(a), b.parameter(right), first, second)),
                    GraphCase.of(
                            "computed matrices " + name,
                            b -> b.ops.matmul(
                                    b.input(a), b.ops.negate(b.input(1, right[0], right[1])), first, second)));
        });
    }

    /** A value {@code [batch, 5, 6, 4]} whose channels stand second in the file. */
    private static Value convolved(GraphCase.Builder b) {
        return b.ops.apply(
                new Convolution(List.of(SAME, SAME), 1, CHANNELS_LAST), b.batch(2, 5, 6, 3), b.parameter(3, 3, 3, 4));
    }

    private static Value normalised(GraphCase.Builder b, Value x, int axis) {
        int size = x.shape().size(axis);
        return b.ops.apply(
                new BatchNormalization(axis, 1e-3),
                x,
                b.parameter(size),
                b.parameter(size),
                b.parameter(size),
                b.positive(size));
    }

    private static int[] image(Layout layout, int spatial, int channels) {
        List<Integer> sizes = List.of(7, 6, 8).subList(0, spatial);
        return layout.shape(2, sizes, channels).toArray();
    }
}
