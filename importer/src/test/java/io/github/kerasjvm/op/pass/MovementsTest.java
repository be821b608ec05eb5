package io.github.kerasjvm.op.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Reduce;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Reshape;
import io.github.kerasjvm.op.Transpose;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovementsTest {

    private final Ops ops = new Ops();
    private final Value x = ops.input("x", Shape.of(Shape.ANY, 2, 3, 4));

    @Test
    void joinsReshapes() {
        Value flat = ops.reshape(x, Shape.of(Shape.ANY, 24));
        OpGraph found = new Movements().apply(Graphs.of(ops, ops.reshape(flat, Shape.of(Shape.ANY, 4, 6))));
        assertThat(found.nodes()).hasSize(1);
        assertThat(Graphs.op(found, 0)).isEqualTo(new Reshape(Shape.of(Shape.ANY, 4, 6)));
        assertThat(found.nodes().get(0).inputs()).containsExactly(x);
    }

    @Test
    void keepsAReshapeThatIsTakenByItself() {
        Value flat = ops.reshape(x, Shape.of(Shape.ANY, 24));
        OpGraph found = new Movements().apply(Graphs.of(ops, ops.reshape(flat, Shape.of(Shape.ANY, 4, 6)), flat));
        assertThat(found.nodes()).hasSize(2).allSatisfy(node -> assertThat(node.inputs())
                .containsExactly(x));
    }

    @Test
    void joinsTransposes() {
        // Axis i of the result is axis first[second[i]] of x.
        Value first = ops.transpose(x, List.of(0, 2, 3, 1));
        OpGraph found = new Movements().apply(Graphs.of(ops, ops.transpose(first, List.of(0, 3, 2, 1))));
        assertThat(found.nodes()).hasSize(1);
        assertThat(Graphs.op(found, 0)).isEqualTo(new Transpose(List.of(0, 1, 3, 2)));
    }

    @Test
    void reducesWithAxesKeptInsteadOfBringingThemBack() {
        Value mean = ops.reduce(ReduceFunction.MEAN, x, List.of(1, 2), false);
        OpGraph found = new Movements().apply(Graphs.of(ops, ops.reshape(mean, Shape.of(Shape.ANY, 1, 1, 4))));
        assertThat(found.nodes()).hasSize(1);
        assertThat(Graphs.op(found, 0)).isEqualTo(new Reduce(ReduceFunction.MEAN, List.of(1, 2), true));
    }

    @Test
    void keepsAReductionThatGoesOnOtherwise() {
        Value mean = ops.reduce(ReduceFunction.MEAN, x, List.of(1, 2), false);
        OpGraph other = Graphs.of(ops, ops.reshape(mean, Shape.of(Shape.ANY, 4, 1, 1)));
        assertThat(new Movements().apply(other)).isSameAs(other);
        OpGraph both = Graphs.of(ops, ops.reshape(mean, Shape.of(Shape.ANY, 1, 1, 4)), mean);
        assertThat(new Movements().apply(both)).isSameAs(both);
    }
}
