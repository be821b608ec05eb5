package io.github.kerasjvm.op.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SumsTest {

    private final Ops ops = new Ops();
    private final Value x = ops.input("x", Shape.of(Shape.ANY, 2));
    private final Value a = Graphs.vector(ops, "a", 1, 2);
    private final Value b = ops.constant(3);

    @Test
    void addsFixedArraysFirst() {
        OpGraph found = new Sums().apply(Graphs.of(ops, ops.add(b, ops.add(x, a))));
        assertThat(found.nodes()).hasSize(2);
        Node inner = found.nodes().get(0);
        assertThat(inner.inputs()).extracting(Value::shape).containsExactly(a.shape(), b.shape());
        assertThat(found.nodes().get(1).inputs())
                .isEqualTo(List.of(x, inner.outputs().get(0)));
    }

    @Test
    void keepsASumThatIsTakenByItself() {
        Value sum = ops.add(x, a);
        OpGraph graph = Graphs.of(ops, ops.add(sum, b), sum);
        assertThat(new Sums().apply(graph)).isSameAs(graph);
    }

    @Test
    void keepsARowAndAColumnApart() {
        Value row = Graphs.counting(ops, "row", 1, 2);
        Value column = Graphs.counting(ops, "column", 3, 1);
        Value image = ops.input("image", Shape.of(Shape.ANY, 3, 2));
        OpGraph graph = Graphs.of(ops, ops.add(ops.add(image, row), column));
        assertThat(new Sums().apply(graph)).isSameAs(graph);
    }
}
