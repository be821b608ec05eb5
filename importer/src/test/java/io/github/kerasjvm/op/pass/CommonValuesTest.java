package io.github.kerasjvm.op.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import org.junit.jupiter.api.Test;

class CommonValuesTest {

    private final Ops ops = new Ops();
    private final Value x = ops.input("x", Shape.of(Shape.ANY, 2));
    private final Value w = Graphs.vector(ops, "w", 1, 2);

    @Test
    void computesChainsOnce() {
        Value a = ops.exponential(ops.add(x, w));
        Value b = ops.exponential(ops.add(x, w));
        OpGraph found = new CommonValues().apply(Graphs.of(ops, ops.multiply(a, b), b));
        assertThat(Graphs.names(found)).containsExactly("Binary.ADD", "Unary.EXPONENTIAL", "Binary.MULTIPLY");
        Value power = found.nodes().get(1).outputs().get(0);
        assertThat(found.nodes().get(2).inputs()).containsExactly(power, power);
        assertThat(found.outputs().get(1).value()).isEqualTo(power);
    }

    @Test
    void tellsApartWhatIsTakenInAnotherOrder() {
        OpGraph graph =
                Graphs.of(ops, ops.subtract(x, w), ops.subtract(w, x), ops.slice(x, 1, 0, 1), ops.slice(x, 1, 1, 2));
        assertThat(new CommonValues().apply(graph)).isSameAs(graph);
    }
}
