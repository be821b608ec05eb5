package io.github.kerasjvm.op;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RowWiseTest {

    private static final int ANY = Shape.ANY;
    private static final int BATCH = 251;

    static Stream<Arguments> apart() {
        return Stream.of(
                of("a function of each element", (ops, x) -> ops.negate(x)),
                of("a product with weights", (ops, x) -> ops.matmul(x, weights(ops, 4, 3))),
                of("a product with weights on the other side", (ops, x) -> {
                    Value column = ops.reshape(x, Shape.of(ANY, 4, 1));
                    return ops.matmul(weights(ops, 3, 4), column);
                }),
                of("products row by row", (ops, x) -> {
                    Value row = ops.reshape(x, Shape.of(ANY, 2, 2));
                    return ops.matmul(row, row, false, true);
                }),
                of("softmax within the row", (ops, x) -> ops.apply(new Softmax(1), x)),
                of("a sum within the row", (ops, x) -> ops.reduce(ReduceFunction.SUM, x, List.of(1), false)),
                of("a reshape within the row", (ops, x) -> ops.reshape(x, Shape.of(ANY, 2, 2))),
                of("steps as rows, and back", (ops, x) -> {
                    Value steps = ops.reshape(ops.negate(ops.reshape(x, Shape.of(ANY, 2, 2))), Shape.of(ANY, 2));
                    return ops.reshape(ops.matmul(steps, weights(ops, 2, 3)), Shape.of(ANY, 6));
                }),
                of("a row concatenated with itself", (ops, x) -> ops.concatenate(List.of(x, x), 1)),
                of("a number broadcast over all rows", (ops, x) -> ops.add(x, ops.constant(1))),
                of("words looked up", (ops, x) -> ops.apply(new Gather(), weights(ops, 9, 3), x)),
                of("padding within the row", (ops, x) -> ops.pad(x, 1, 1, 0)),
                of("axes transposed within the row", (ops, x) -> {
                    Value y = ops.reshape(x, Shape.of(ANY, 2, 2));
                    return ops.transpose(y, List.of(0, 2, 1));
                }));
    }

    static Stream<Arguments> mixed() {
        return Stream.of(
                of("a sum over the batch", (ops, x) -> ops.reduce(ReduceFunction.SUM, x, List.of(0), true)),
                of("a mean of the batch taken away", (ops, x) -> {
                    Value mean = ops.reduce(ReduceFunction.MEAN, x, List.of(0), true);
                    return ops.subtract(x, mean);
                }),
                of("softmax over the batch", (ops, x) -> ops.apply(new Softmax(0), x)),
                of("rows cut in two", (ops, x) -> ops.reshape(x, Shape.of(ANY, 2))),
                of("all rows in one", (ops, x) -> ops.reshape(x, Shape.of(1, ANY))),
                of("the batch concatenated with itself", (ops, x) -> ops.concatenate(List.of(x, x), 0)),
                of("every row with every row", (ops, x) -> ops.matmul(x, x, false, true)),
                of("the batch summed by a product", (ops, x) -> ops.matmul(x, x, true, false)),
                of("the batch as an inner axis", (ops, x) -> ops.add(ops.reshape(x, Shape.of(ANY, 1, 4)), x)),
                of("the batch moved inside", (ops, x) -> ops.transpose(x, List.of(1, 0))),
                of("some rows", (ops, x) -> ops.slice(x, 0, 0, 2)),
                of("a fixed result", (ops, x) -> weights(ops, 2)));
    }

    /** What can only be said of an open batch. */
    static Stream<Arguments> mixedInAnyBatch() {
        return Stream.concat(
                mixed(),
                Stream.of(
                        of("rows side by side", (ops, x) -> ops.reshape(x, Shape.of(ANY, 8))),
                        of(
                                "rows with fixed rows beside",
                                (ops, x) -> ops.concatenate(List.of(x, weights(ops, 5, 2)), 1)),
                        of("a fixed number of rows", (ops, x) -> ops.add(x, weights(ops, 5, 4))),
                        of("one matrix from all rows for each row", (ops, x) -> {
                            Value stack = ops.reshape(x, Shape.of(ANY, 1, 4));
                            return ops.matmul(stack, x);
                        })));
    }

    private static Arguments of(String name, BiFunction<Ops, Value, Value> graph) {
        return Arguments.of(name, graph);
    }

    private static Value weights(Ops ops, int... sizes) {
        return ops.parameter(Arrays.toString(sizes), Tensor.filled(Shape.of(sizes), 1), true);
    }

    private static OpGraph graph(BiFunction<Ops, Value, Value> body, Shape input) {
        Ops ops = new Ops();
        Value y = body.apply(ops, ops.input("x", input));
        return ops.build(List.of(new OpGraph.Output("y", y)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("apart")
    void holdsWhereRowsStayApart(String name, BiFunction<Ops, Value, Value> body) {
        assertThat(RowWise.holds(graph(body, Shape.of(ANY, 4)))).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mixedInAnyBatch")
    void doesNotHoldWhereRowsAreMixed(String name, BiFunction<Ops, Value, Value> body) {
        assertThat(RowWise.holds(graph(body, Shape.of(ANY, 4)))).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("apart")
    void doesNotHoldForAKnownBatch(String name, BiFunction<Ops, Value, Value> body) {
        assertThat(RowWise.holds(graph(body, Shape.of(3, 4)))).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("apart")
    void holdsForABatchOfOneSize(String name, BiFunction<Ops, Value, Value> body) {
        assertThat(RowWise.holds(graph(body, Shape.of(BATCH, 4)), BATCH)).isTrue();
    }

    static Stream<Arguments> mixedInABatchOfOneSize() {
        return Stream.concat(
                mixed(),
                Stream.of(
                        of("rows in another order", (ops, x) -> ops.flip(x, 0)),
                        of("rows looked up", (ops, x) -> {
                            Value first = ops.reshape(ops.slice(x, 1, 0, 1), Shape.of(BATCH));
                            return ops.apply(new Gather(), x, first);
                        }),
                        of("as many rows before", (ops, x) -> ops.pad(x, 0, BATCH, 0)),
                        of("as many columns", (ops, x) -> ops.matmul(x, weights(ops, 4, BATCH))),
                        of("a row of its own for each", (ops, x) -> ops.add(x, ops.constant(numbered())))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mixedInABatchOfOneSize")
    void doesNotHoldWhereABatchOfOneSizeIsMixed(String name, BiFunction<Ops, Value, Value> body) {
        assertThat(RowWise.holds(graph(body, Shape.of(BATCH, 4)), BATCH)).isFalse();
    }

    @Test
    void takesWhatIsTheSameInAllRowsForRows() {
        OpGraph graph = graph(
                (ops, x) -> ops.concatenate(List.of(x, ops.constant(Tensor.filled(Shape.of(BATCH, 2), 0))), 1),
                Shape.of(BATCH, 4));

        assertThat(RowWise.holds(graph, BATCH)).isTrue();
    }

    private static Tensor numbered() {
        float[] numbers = new float[4 * BATCH];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        return Tensor.owning(Shape.of(BATCH, 4), numbers);
    }
}
