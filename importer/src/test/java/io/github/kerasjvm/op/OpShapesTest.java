package io.github.kerasjvm.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpShapesTest {

    private static final int ANY = Shape.ANY;
    private static final Op ADD = new Binary(BinaryFunction.ADD);
    private static final List<Window> THREE = List.of(Window.valid(3, 1, 1), Window.valid(3, 2, 1));
    private static final Op CONVOLUTION = new Convolution(THREE, 2, Layout.CHANNELS_LAST);
    private static final Op POOL_FIRST = new Pool(PoolFunction.AVERAGE, THREE, Layout.CHANNELS_FIRST);

    static Stream<Arguments> fitting() {
        return Stream.of(
                of(ADD, Shape.of(ANY, 4), Shape.of(ANY, 4), Shape.of(4)),
                of(ADD, Shape.of(3, 4), Shape.of(3, 1), Shape.of(1, 4)),
                of(ADD, Shape.of(5, 4), Shape.of(ANY, 4), Shape.of(5, 4)),
                of(ADD, Shape.of(0, 4), Shape.of(0, 4), Shape.of(1, 1)),
                of(ADD, Shape.of(2, 3), Shape.SCALAR, Shape.of(2, 3)),
                of(new Select(), Shape.of(ANY, 3, 4), Shape.of(ANY, 1, 1), Shape.of(3, 1), Shape.of(4)),
                of(new Broadcast(Shape.of(ANY, 5, 4)), Shape.of(3, 5, 4), Shape.of(3, 1, 4)),
                of(new Broadcast(Shape.of(ANY, 5)), Shape.of(1, 5), Shape.of(1, 1)),
                of(new Broadcast(Shape.of(ANY, 5)), Shape.of(ANY, 5), Shape.of(ANY, 1)),
                of(new Reshape(Shape.of(ANY, 6)), Shape.of(4, 6), Shape.of(2, 3, 4)),
                of(new Reshape(Shape.of(ANY, 6)), Shape.of(0, 6), Shape.of(0, 3, 4)),
                of(new Reshape(Shape.of(ANY, 6)), Shape.of(ANY, 6), Shape.of(ANY, 3, 2)),
                of(new Transpose(List.of(2, 0, 1)), Shape.of(4, 2, 3), Shape.of(2, 3, 4)),
                of(new Slice(1, 1, 3), Shape.of(ANY, 2), Shape.of(ANY, 5)),
                of(new Pad(List.of(0, 1), List.of(0, 2), 0), Shape.of(ANY, 8), Shape.of(ANY, 5)),
                of(new Concatenate(1), Shape.of(ANY, 7), Shape.of(ANY, 3), Shape.of(ANY, 4)),
                of(new Concatenate(0), Shape.of(ANY, 3), Shape.of(ANY, 3), Shape.of(4, 3)),
                of(new Reduce(ReduceFunction.SUM, List.of(2, 1), false), Shape.of(ANY), Shape.of(ANY, 3, 4)),
                of(new Reduce(ReduceFunction.SUM, List.of(1), true), Shape.of(ANY, 1, 4), Shape.of(ANY, 3, 4)),
                of(new MatMul(false, false), Shape.of(ANY, 5, 7), Shape.of(ANY, 5, 3), Shape.of(3, 7)),
                of(new MatMul(true, true), Shape.of(2, 4, 5, 7), Shape.of(2, 1, 3, 5), Shape.of(4, 7, 3)),
                of(CONVOLUTION, Shape.of(ANY, 4, 2, 8), Shape.of(ANY, 6, 6, 4), Shape.of(3, 3, 2, 8)),
                of(POOL_FIRST, Shape.of(ANY, 7, 4, 2), Shape.of(ANY, 7, 6, 6)));
    }

    static Stream<Arguments> unfitting() {
        return Stream.of(
                wrong(ADD, "shapes (3,) and (4,) cannot be broadcast together", Shape.of(3), Shape.of(4)),
                wrong(new Broadcast(Shape.of(3)), "shapes (4,) and (3,) cannot be broadcast together", Shape.of(4)),
                wrong(new Broadcast(Shape.of(3)), "(1, 3) cannot be broadcast to (3,)", Shape.of(1, 3)),
                wrong(new Broadcast(Shape.of(1)), "(4,) cannot be broadcast to (1,)", Shape.of(4)),
                wrong(new Reshape(Shape.of(5)), "(2, 3) cannot become (5,)", Shape.of(2, 3)),
                wrong(new Reshape(Shape.of(ANY, 4)), "(2, 3) cannot become (None, 4)", Shape.of(2, 3)),
                wrong(new Reshape(Shape.of(6)), "(None, 3) cannot become (6,)", Shape.of(ANY, 3)),
                wrong(new Transpose(List.of(0, 0)), "axes [0, 0] do not reorder (2, 3)", Shape.of(2, 3)),
                wrong(new Slice(1, 2, 4), "positions 2 to 4 by 1 of axis 1 of (2, 3)", Shape.of(2, 3)),
                wrong(new Slice(2, 0, 1), "axis 2 of (2, 3)", Shape.of(2, 3)),
                wrong(
                        new Concatenate(1),
                        "(2, 3) and (3, 3) differ in more than axis 1",
                        Shape.of(2, 3),
                        Shape.of(3, 3)),
                wrong(new Pad(List.of(1), List.of(0), 0), "padding of the unknown axis 0 of (None,)", Shape.of(ANY)),
                wrong(new Reduce(ReduceFunction.MEAN, List.of(2), true), "axis 2 of (2, 3)", Shape.of(2, 3)),
                wrong(new Softmax(-1), "axis -1 of (2, 3)", Shape.of(2, 3)),
                wrong(new LogSoftmax(2), "axis 2 of (2, 3)", Shape.of(2, 3)),
                wrong(
                        new MatMul(false, false),
                        "a matrix product of (2, 3) and (4, 5): 3 is not 4",
                        Shape.of(2, 3),
                        Shape.of(4, 5)),
                wrong(new MatMul(false, false), "a matrix product of (3,) and (3, 5)", Shape.of(3), Shape.of(3, 5)),
                wrong(CONVOLUTION, "a convolution of", Shape.of(1, 6, 6, 3), Shape.of(3, 3, 2, 8)),
                wrong(CONVOLUTION, "the kernel (2, 3, 2, 8) for", Shape.of(1, 6, 6, 4), Shape.of(2, 3, 2, 8)),
                wrong(CONVOLUTION, "does not fit 2 positions", Shape.of(1, 2, 6, 4), Shape.of(3, 3, 2, 8)),
                wrong(POOL_FIRST, "2 windows on an input of shape", Shape.of(1, 6, 6)),
                wrong(POOL_FIRST, "2 windows on an input of shape", Shape.of(1, 2, ANY, 6)),
                wrong(
                        new BatchNormalization(1, 0),
                        "a vector of (3,) for axis 1 of (2, 4)",
                        Shape.of(2, 4),
                        Shape.of(3),
                        Shape.of(4),
                        Shape.of(4),
                        Shape.of(4)));
    }

    private static Arguments of(Op op, Shape output, Shape... inputs) {
        return Arguments.of(op, output, List.of(inputs));
    }

    private static Arguments wrong(Op op, String message, Shape... inputs) {
        return Arguments.of(op, message, List.of(inputs));
    }

    @ParameterizedTest(name = "{0} of {2}")
    @MethodSource("fitting")
    void statesTheShapeOfTheResult(Op op, Shape output, List<Shape> inputs) {
        assertThat(op.outputs(inputs)).containsExactly(output);
    }

    @ParameterizedTest(name = "{0} of {2}")
    @MethodSource("unfitting")
    void refusesWhatItCannotTake(Op op, String message, List<Shape> inputs) {
        assertThatThrownBy(() -> op.outputs(inputs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
