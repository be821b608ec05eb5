package io.github.kerasjvm.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.op.BatchNormalization;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.TransposedConvolution;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.op.pass.CommonValues;
import io.github.kerasjvm.op.pass.Identities;
import io.github.kerasjvm.op.pass.Movements;
import io.github.kerasjvm.op.pass.NormalizationAhead;
import io.github.kerasjvm.op.pass.NormalizationBehind;
import io.github.kerasjvm.op.pass.Padding;
import io.github.kerasjvm.op.pass.Pass;
import io.github.kerasjvm.op.pass.Sums;
import io.github.kerasjvm.op.pass.Unused;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same numbers with each pass and without, on graphs in which it finds something. */
class InferencePassesTest {

    private static final Window THREE = Window.valid(3, 1, 1);

    private final Random random = new Random(5);

    static Stream<Pass> passes() {
        return Stream.of(
                new Unused(),
                new Identities(),
                new Movements(),
                new CommonValues(),
                new Padding(),
                new NormalizationBehind(),
                new NormalizationAhead(),
                new Sums(),
                InferencePasses::apply);
    }

    @ParameterizedTest
    @MethodSource("passes")
    void computesTheSameAfterAPassInBothLayouts(Pass pass) {
        for (Layout layout : Layout.values()) {
            OpGraph graph = graph(layout);
            OpGraph changed = pass.apply(graph);
            assertThat(changed.nodes()).isNotEqualTo(graph.nodes());
            assertNear(run(changed, layout), run(graph, layout));
        }
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void leavesWhatAPersonWouldWrite(Layout layout) {
        OpGraph found = InferencePasses.apply(graph(layout));
        assertThat(found.nodes().stream().map(node -> node.op().name()).toList())
                .containsExactly(
                        "Convolution",
                        "Binary.ADD",
                        "Unary.RELU",
                        "Pool.MAXIMUM",
                        "Convolution",
                        "Binary.ADD",
                        "Convolution",
                        "Binary.ADD",
                        "Unary.NEGATE",
                        "Unary.EXPONENTIAL",
                        "Binary.ADD",
                        "Binary.MULTIPLY",
                        "TransposedConvolution",
                        "Binary.ADD",
                        "Reduce.MEAN",
                        "Binary.ADD",
                        // Behind a sum of two computed values, ahead of a function: nowhere to go.
                        "BatchNormalization",
                        "Unary.TANH",
                        "Reshape",
                        "MatMul",
                        "Binary.ADD");
    }

    /** Normalised convolutions of three kinds, one behind the other, with what the passes take away in between. */
    private OpGraph graph(Layout layout) {
        Ops ops = new Ops();
        Value x = ops.input("x", layout.shape(Shape.ANY, List.of(9, 8), 4));
        ops.negate(x);
        Value y = pad(ops, layout, x, 1);
        y = ops.apply(new Convolution(List.of(THREE, THREE), 2, layout), y, array(ops, "grouped", 3, 3, 2, 4));
        y = ops.add(y, layout.alignChannels(ops, array(ops, "bias", 4), 4));
        y = normalized(ops, "bn1", layout, y);
        y = ops.unary(UnaryFunction.RELU, ops.unary(UnaryFunction.RELU, ops.multiply(y, ops.constant(1))));
        y = ops.apply(new Pool(PoolFunction.MAXIMUM, List.of(THREE, THREE), layout), pad(ops, layout, y, 1));
        y = normalized(ops, "bn2", layout, y);
        Value a = ops.apply(new Convolution(List.of(THREE, THREE), 4, layout), y, array(ops, "each", 3, 3, 1, 8));
        Value b = ops.apply(new Convolution(List.of(THREE, THREE), 1, layout), y, array(ops, "all", 3, 3, 4, 8));
        y = ops.add(ops.exponential(ops.negate(a)), ops.exponential(ops.negate(a)));
        y = ops.multiply(y, b);
        List<Integer> back = layout == Layout.CHANNELS_LAST ? List.of(0, 3, 1, 2) : List.of(0, 2, 3, 1);
        List<Integer> forth = layout == Layout.CHANNELS_LAST ? List.of(0, 2, 3, 1) : List.of(0, 3, 1, 2);
        y = ops.transpose(ops.transpose(y, back), forth);
        var wider = new TransposedConvolution(List.of(THREE, THREE), 2, layout, List.of(7, 8));
        y = normalized(ops, "bn3", layout, ops.apply(wider, y, array(ops, "wider", 3, 3, 3, 8)));
        Value mean = ops.reduce(
                ReduceFunction.MEAN, y, layout == Layout.CHANNELS_LAST ? List.of(1, 2) : List.of(2, 3), false);
        y = ops.add(y, ops.reshape(mean, layout.shape(Shape.ANY, List.of(1, 1), 6)));
        y = ops.unary(UnaryFunction.TANH, normalized(ops, "bn4", layout, y));
        y = normalized(ops, "bn5", layout, y);
        y = ops.matmul(ops.reshape(y, Shape.of(Shape.ANY, 7 * 8 * 6)), array(ops, "dense", 7 * 8 * 6, 5));
        y = ops.add(ops.add(y, array(ops, "one", 5)), array(ops, "two", 5));
        return ops.build(List.of(new OpGraph.Output("y", y)));
    }

    private static Value pad(Ops ops, Layout layout, Value x, int size) {
        int first = layout.firstSpatialAxis();
        return ops.pad(ops.pad(x, first, size, 0), first + 1, size, size);
    }

    private Value normalized(Ops ops, String name, Layout layout, Value x) {
        int channels = layout.channels(x.shape());
        Tensor variance = Tensor.filled(Shape.of(channels), 0.7f);
        return ops.apply(
                new BatchNormalization(layout.channelAxis(4), 1e-3),
                x,
                array(ops, name + "/gamma", channels),
                array(ops, name + "/beta", channels),
                array(ops, name + "/mean", channels),
                ops.parameter(name + "/variance", variance, false));
    }

    private Value array(Ops ops, String name, int... sizes) {
        return ops.parameter(name, noise(sizes), true);
    }

    private Tensor noise(int... sizes) {
        Shape shape = Shape.of(sizes);
        float[] values = new float[(int) shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() / 3;
        }
        return Tensor.owning(shape, values);
    }

    private Tensor run(OpGraph graph, Layout layout) {
        random.setSeed(layout.ordinal());
        Tensor x = noise(layout.shape(3, List.of(9, 8), 4).toArray());
        EngineOptions asGiven = new EngineOptions(1).withoutPasses();
        try (Plan plan = new ReferenceEngine().compile(new Program(graph), asGiven)) {
            return plan.run(List.of(x)).get(0);
        }
    }

    private static void assertNear(Tensor found, Tensor expected) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < found.elements(); i++) {
            float bound = 1e-5f + 1e-4f * Math.abs(expected.get(i));
            assertThat(Math.abs(found.get(i) - expected.get(i)))
                    .as("%s, expected %s", found.get(i), expected.get(i))
                    .isLessThan(bound);
        }
    }
}
