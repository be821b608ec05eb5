package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.op.Binary;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Reduce;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Transpose;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrays of two sizes, sums and other orders, all large enough to run on oneDNN. */
class BroadcastTest {

    private static final List<List<Shape>> PAIRS = List.of(
            List.of(Shape.of(40, 50), Shape.of(40, 50)),
            List.of(Shape.of(40, 50), Shape.of(50)),
            List.of(Shape.of(50), Shape.of(40, 50)),
            List.of(Shape.of(40, 50), Shape.of(40, 1)),
            List.of(Shape.of(40, 1), Shape.of(40, 50)),
            List.of(Shape.of(40, 1), Shape.of(1, 50)),
            List.of(Shape.of(2, 8, 9, 16), Shape.SCALAR),
            List.of(Shape.SCALAR, Shape.of(2, 8, 9, 16)),
            List.of(Shape.of(2, 8, 9, 16), Shape.of(16)),
            List.of(Shape.of(2, 8, 9, 16), Shape.of(8, 1, 1)),
            List.of(Shape.of(2, 8, 9, 16), Shape.of(2, 1, 1, 16)),
            List.of(Shape.of(2, 8, 9, 16), Shape.of(1, 8, 1, 16)),
            List.of(Shape.of(2, 1, 9, 16), Shape.of(2, 8, 1, 16)),
            List.of(Shape.of(1, 1, 2000), Shape.of(1, 1, 1)));

    @ParameterizedTest
    @EnumSource(BinaryFunction.class)
    void givesEveryPairItsPlaces(BinaryFunction function) {
        for (List<Shape> pair : PAIRS) {
            Ops ops = new Ops();
            var a = ops.input("a", pair.get(0));
            var b = ops.input("b", pair.get(1));
            OpGraph graph = ops.build(
                    List.of(new OpGraph.Output(function + " " + pair, ops.apply(new Binary(function), a, b))));
            Nearness.check(graph, List.of(numbers(pair.get(0), 1), numbers(pair.get(1), 2)));
        }
    }

    @ParameterizedTest
    @EnumSource(BinaryFunction.class)
    void takesFixedNumbersOnEitherSide(BinaryFunction function) {
        Shape shape = Shape.of(30, 50);
        Ops ops = new Ops();
        var a = ops.input("a", shape);
        OpGraph graph = ops.build(List.of(
                new OpGraph.Output(function + " right", ops.apply(new Binary(function), a, ops.constant(1.5))),
                new OpGraph.Output(function + " left", ops.apply(new Binary(function), ops.constant(1.5), a))));
        Nearness.check(graph, List.of(numbers(shape, 3)));
    }

    static Stream<Arguments> sums() {
        return Stream.of(
                Arguments.of(Shape.of(300, 20), List.of(0)),
                Arguments.of(Shape.of(300, 20), List.of(1)),
                Arguments.of(Shape.of(300, 20), List.of(0, 1)),
                Arguments.of(Shape.of(4, 9, 9, 16), List.of(0, 1, 2)),
                Arguments.of(Shape.of(4, 9, 9, 16), List.of(1, 2)),
                Arguments.of(Shape.of(4, 9, 9, 16), List.of(0, 2)),
                Arguments.of(Shape.of(4, 9, 9, 16), List.of(2, 3)),
                Arguments.of(Shape.of(4, 9, 9, 16), List.of(0, 2, 3)));
    }

    @ParameterizedTest
    @MethodSource("sums")
    void sumsOverAnyAxes(Shape shape, List<Integer> axes) {
        for (ReduceFunction function : ReduceFunction.values()) {
            for (boolean keeps : new boolean[] {false, true}) {
                Ops ops = new Ops();
                var x = ops.input("x", shape);
                OpGraph graph = ops.build(List.of(
                        new OpGraph.Output(function + " " + axes, ops.apply(new Reduce(function, axes, keeps), x))));
                Nearness.check(graph, List.of(numbers(shape, 4)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void reordersAxes(List<Integer> axes) {
        Shape shape = Shape.of(4, 9, 8, 16);
        Ops ops = new Ops();
        var x = ops.input("x", shape);
        OpGraph graph = ops.build(List.of(new OpGraph.Output("y" + axes, ops.apply(new Transpose(axes), x))));
        Nearness.check(graph, List.of(numbers(shape, 5)));
    }

    static Stream<List<Integer>> orders() {
        return Stream.of(List.of(0, 3, 1, 2), List.of(0, 2, 3, 1), List.of(3, 2, 1, 0), List.of(1, 0, 2, 3));
    }

    /** From 0.5 to 2, some of them equal. */
    private static Tensor numbers(Shape shape, long seed) {
        Random random = new Random(seed);
        float[] numbers = new float[(int) shape.elements()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = 0.5f + random.nextInt(25) / 16f;
        }
        return Tensor.owning(shape, numbers);
    }
}
