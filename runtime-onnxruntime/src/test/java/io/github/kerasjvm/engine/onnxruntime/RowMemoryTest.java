package io.github.kerasjvm.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowMemoryTest {

    /** 10 to 30 to 20 numbers in a row, and the first ones once more at the end. */
    private static OpGraph graph() {
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(Shape.ANY, 10));
        Value wide = ops.matmul(x, ops.parameter("w", Tensor.filled(Shape.of(10, 30), 0), true));
        Value narrow = ops.matmul(wide, ops.parameter("v", Tensor.filled(Shape.of(30, 20), 0), true));
        return ops.build(
                List.of(new OpGraph.Output("narrow", ops.negate(narrow)), new OpGraph.Output("first", ops.negate(x))));
    }

    @Test
    void countsWhatIsHeldAtOnce() {
        // At the second product: x, which is wanted later, the wide array and the narrow one.
        assertThat(RowMemory.bytesOfRow(graph())).isEqualTo(4 * (10 + 30 + 20));
    }

    @Test
    void givesAtLeastOneRowAndNoMoreThanWanted() {
        assertThat(RowMemory.rows(graph(), 240 * 7 + 100, 50)).isEqualTo(7);
        assertThat(RowMemory.rows(graph(), 10, 50)).isEqualTo(1);
        assertThat(RowMemory.rows(graph(), 1L << 40, 50)).isEqualTo(50);
    }
}
