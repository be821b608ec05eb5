package io.github.kerasjvm.op.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Broadcast;
import io.github.kerasjvm.op.Clip;
import io.github.kerasjvm.op.Concatenate;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.Reduce;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Reshape;
import io.github.kerasjvm.op.Slice;
import io.github.kerasjvm.op.Transpose;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdentitiesTest {

    private static final Shape SHAPE = Shape.of(Shape.ANY, 4, 1);
    private static final List<Window> CELL = List.of(Window.valid(1, 1, 1));

    private final Ops ops = new Ops();
    private final Value x = ops.input("x", SHAPE);

    private static final Map<String, BiFunction<Ops, Value, Value>> SAME = new TreeMap<>(Map.ofEntries(
            Map.entry("reshape", (o, v) -> o.apply(new Reshape(SHAPE), v)),
            Map.entry("transpose", (o, v) -> o.apply(new Transpose(List.of(0, 1, 2)), v)),
            Map.entry("broadcast", (o, v) -> o.apply(new Broadcast(SHAPE), v)),
            Map.entry("pad", (o, v) -> o.apply(new Pad(List.of(0, 0, 0), List.of(0, 0, 0), 3), v)),
            Map.entry("slice", (o, v) -> o.apply(new Slice(1, 0, 4), v)),
            Map.entry("slice of one", (o, v) -> o.apply(new Slice(2, 0, 1, 5), v)),
            Map.entry("concatenate", (o, v) -> o.apply(new Concatenate(1), v)),
            Map.entry("pool", (o, v) -> o.apply(new Pool(PoolFunction.AVERAGE, CELL, Layout.CHANNELS_LAST), v)),
            Map.entry("reduce", (o, v) -> o.apply(new Reduce(ReduceFunction.SUM, List.of(2), true), v)),
            Map.entry("reduce nothing", (o, v) -> o.apply(new Reduce(ReduceFunction.MEAN, List.of(), false), v)),
            Map.entry("clip", (o, v) -> o.apply(new Clip(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), v)),
            Map.entry("add", (o, v) -> o.add(v, zeros(o, 4, 1))),
            Map.entry("add to zeros", (o, v) -> o.add(o.constant(0), v)),
            Map.entry("subtract", (o, v) -> o.subtract(v, zeros(o, 1))),
            Map.entry("multiply", (o, v) -> o.multiply(v, o.constant(1))),
            Map.entry("multiply one", (o, v) -> o.multiply(o.constant(1), v)),
            Map.entry("divide", (o, v) -> o.divide(v, o.constant(1))),
            Map.entry("power", (o, v) -> o.power(v, o.constant(1))),
            Map.entry("maximum", (o, v) -> o.maximum(v, o.constant(Double.NEGATIVE_INFINITY))),
            Map.entry("minimum", (o, v) -> o.minimum(o.constant(Double.POSITIVE_INFINITY), v))));

    private static final Map<String, BiFunction<Ops, Value, Value>> OTHER = new TreeMap<>(Map.ofEntries(
            Map.entry("flip", (o, v) -> o.flip(v, 1)),
            Map.entry("skip", (o, v) -> o.apply(new Slice(1, 0, 4, 2), v)),
            Map.entry("divide one", (o, v) -> o.divide(o.constant(1), v)),
            Map.entry("subtract from zero", (o, v) -> o.subtract(o.constant(0), v)),
            Map.entry("add almost nothing", (o, v) -> o.add(v, Graphs.vector(o, "w", 0, 0, 1e-30f))),
            Map.entry("one to the power", (o, v) -> o.power(o.constant(1), v)),
            Map.entry("widen", (o, v) -> o.add(v, zeros(o, 4, 3))),
            Map.entry("equal", (o, v) -> o.equal(v, o.constant(0))),
            Map.entry(
                    "pool of strides",
                    (o, v) -> o.apply(
                            new Pool(PoolFunction.MAXIMUM, List.of(Window.valid(1, 2, 1)), Layout.CHANNELS_LAST), v)),
            Map.entry("reduce", (o, v) -> o.apply(new Reduce(ReduceFunction.SUM, List.of(1), true), v))));

    private static Value zeros(Ops ops, int... sizes) {
        return ops.constant(Tensor.filled(Shape.of(sizes), 0));
    }

    static Stream<String> same() {
        return SAME.keySet().stream();
    }

    static Stream<String> other() {
        return OTHER.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("same")
    void leavesOutWhatGivesBackItsInput(String name) {
        Value y = ops.unary(UnaryFunction.SINE, SAME.get(name).apply(ops, ops.unary(UnaryFunction.COSINE, x)));
        OpGraph found = new Identities().apply(Graphs.of(ops, y));
        assertThat(found.nodes()).hasSize(2);
        assertThat(found.nodes().get(1).inputs()).isEqualTo(found.nodes().get(0).outputs());
        assertThat(found.constants()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("other")
    void keepsWhatOnlyLooksAlike(String name) {
        OpGraph graph = Graphs.of(ops, OTHER.get(name).apply(ops, x));
        assertThat(new Identities().apply(graph)).isSameAs(graph);
    }

    @Test
    void givesAnInputAsOutput() {
        OpGraph found = new Identities().apply(Graphs.of(ops, ops.add(x, ops.constant(0))));
        assertThat(found.nodes()).isEmpty();
        assertThat(found.outputs().get(0).value())
                .isEqualTo(found.inputs().get(0).value());
        assertThat(found.outputs().get(0).name()).isEqualTo("y0");
    }

    @Test
    void takesTheSecondOfTwoRelusAway() {
        Value y = ops.unary(UnaryFunction.RELU, ops.unary(UnaryFunction.RELU, x));
        assertThat(new Identities().apply(Graphs.of(ops, y)).nodes()).hasSize(1);
    }

    @Test
    void keepsTheSecondOfTwoNegations() {
        Value y = ops.negate(ops.negate(x));
        assertThat(new Identities().apply(Graphs.of(ops, y)).nodes()).hasSize(2);
    }

    @Test
    void movesLabelsWithTheirValues() {
        Value kept = ops.negate(x);
        Value gone = ops.multiply(kept, ops.constant(1));
        ops.label("dropout", gone);
        OpGraph found = new Identities().apply(Graphs.of(ops, ops.binary(BinaryFunction.ADD, gone, gone)));
        assertThat(found.labels())
                .extracting(OpGraph.Output::value)
                .isEqualTo(found.nodes().get(0).outputs());
    }
}
