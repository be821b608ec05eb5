package io.github.kerasjvm.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.op.Gradients;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Ties;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the gradient of equal maxima goes: images of few different numbers have many. */
class PoolTiesTest {

    private static final int SIZE = 9;

    @ParameterizedTest
    @CsvSource({
        "CHANNELS_LAST, 2, 2, FIRST", "CHANNELS_FIRST, 2, 2, FIRST",
        "CHANNELS_LAST, 3, 2, FIRST", "CHANNELS_FIRST, 3, 2, FIRST",
        "CHANNELS_LAST, 3, 1, FIRST", "CHANNELS_LAST, 2, 2, EACH"
    })
    void goesWhereTheGraphSays(Layout layout, int size, int stride, Ties ties) {
        Window window = Window.same(size, stride, 1, SIZE);
        Ops ops = new Ops();
        Shape images = layout.shape(3, List.of(SIZE, SIZE), 17);
        Value x = ops.input("x", images);
        Value y = ops.apply(
                new Pool(PoolFunction.MAXIMUM, List.of(window, window), layout, ties),
                ops.unary(UnaryFunction.RELU, x));
        // Each result weighs differently, so that no two of them can be mistaken for each other.
        Value weighed = ops.multiply(y, ops.constant(numbers(y.shape(), 1000, 1)));
        Value loss = ops.reduce(ReduceFunction.SUM, weighed, List.of(0, 1, 2, 3), false);
        OpGraph graph = Gradients.of(ops.build(List.of(new OpGraph.Output("loss", loss))), List.of("x"));

        Nearness.check(graph, List.of(numbers(images, 3, 2)));
        assertThat(OneDnnEngine.describe(graph))
                .filteredOn(line -> line.contains("PoolGradient"))
                .singleElement()
                .asString()
                .startsWith(ties == Ties.FIRST ? "onednn" : "java");
    }

    /** Whole numbers around 0. */
    private static Tensor numbers(Shape shape, int kinds, long seed) {
        Random random = new Random(seed);
        float[] numbers = new float[(int) shape.elements()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextInt(kinds) - kinds / 3;
        }
        return Tensor.owning(shape, numbers);
    }
}
