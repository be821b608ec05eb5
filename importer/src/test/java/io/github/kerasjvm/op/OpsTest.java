package io.github.kerasjvm.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpsTest {

    private final Ops ops = new Ops();

    private OpGraph graph(Value... outputs) {
        return ops.build(
                List.of(outputs).stream().map(v -> new OpGraph.Output("y", v)).toList());
    }

    @Test
    void declaresEqualNumbersOnce() {
        assertThat(ops.constant(2)).isEqualTo(ops.constant(Tensor.scalar(2)));
        assertThat(ops.constant(2)).isNotEqualTo(ops.constant(Tensor.of(Shape.of(1), 2)));
        assertThat(graph().constants()).hasSize(2);
    }

    @Test
    void declaresAParameterOnceByItsName() {
        Tensor data = Tensor.of(Shape.of(2), 1, 2);
        assertThat(ops.parameter("w", data, true)).isEqualTo(ops.parameter("w", data, true));
        assertThat(ops.parameter("v", data, false)).isNotEqualTo(ops.parameter("w", data, true));
        assertThat(graph().parameters()).extracting(OpGraph.Parameter::name).containsExactly("w", "v");
    }

    @Test
    void appendsNothingForWhatIsThereAlready() {
        Value x = ops.input("x", Shape.of(2, 3));
        assertThat(ops.reshape(x, Shape.of(2, 3))).isEqualTo(x);
        assertThat(ops.transpose(x, List.of(0, 1))).isEqualTo(x);
        assertThat(ops.broadcast(x, Shape.of(2, 3))).isEqualTo(x);
        assertThat(ops.sumTo(x, Shape.of(2, 3))).isEqualTo(x);
        assertThat(graph(x).nodes()).isEmpty();
    }

    @Test
    void sumsUpWhatWasBroadcast() {
        Value x = ops.input("x", Shape.of(2, 3, 4));
        for (Shape shape : List.of(Shape.of(4), Shape.of(3, 1), Shape.of(1, 1, 4), Shape.SCALAR, Shape.of(1))) {
            assertThat(ops.sumTo(x, shape).shape()).isEqualTo(shape);
        }
        Node last = graph(x).nodes().get(0);
        assertThat(last.op()).isEqualTo(new Reduce(ReduceFunction.SUM, List.of(0, 1), true));
    }

    @Test
    void keepsAnOpenBatchWhenItSumsUp() {
        Value x = ops.input("x", Shape.of(Shape.ANY, 3));
        assertThat(ops.sumTo(x, Shape.of(Shape.ANY, 1)).shape()).isEqualTo(Shape.of(Shape.ANY, 1));
        assertThat(ops.sumTo(x, Shape.of(3)).shape()).isEqualTo(Shape.of(3));
    }

    @Test
    void countsAxesFromTheEnd() {
        Value x = ops.input("x", Shape.of(2, 3, 4));
        assertThat(ops.slice(x, -1, 1, 3).shape()).isEqualTo(Shape.of(2, 3, 2));
        assertThat(ops.concatenate(List.of(x, x), -2).shape()).isEqualTo(Shape.of(2, 6, 4));
        assertThat(ops.reduce(ReduceFunction.MEAN, x, List.of(-1, 0), false).shape())
                .isEqualTo(Shape.of(3));
    }

    @Test
    void refusesToPadByLessThanNothing() {
        Value x = ops.input("x", Shape.of(2, 3));
        assertThatThrownBy(() -> ops.pad(x, 1, -1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("padding of [0, -1] before and [0, 1] after");
    }
}
