package io.github.kerasjvm.op.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Pad;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaddingTest {

    private final Ops ops = new Ops();
    private final Value x = ops.input("x", Shape.of(Shape.ANY, 7, 1));
    private final Value positive = ops.unary(UnaryFunction.RELU, x);

    /** Pads the steps. */
    private Value padded(Value value, int before, int after, float number) {
        return ops.apply(new Pad(List.of(0, before, 0), List.of(0, after, 0), number), value);
    }

    private Value convolved(Value value, Window window) {
        var op = new Convolution(List.of(window), 1, Layout.CHANNELS_LAST);
        return ops.apply(
                op,
                value,
                Graphs.counting(
                        ops,
                        "kernel" + value.shape().last() + window.size(),
                        window.size(),
                        value.shape().last(),
                        1));
    }

    private Value pooled(Value value, PoolFunction function, Window window) {
        return ops.apply(new Pool(function, List.of(window), Layout.CHANNELS_LAST), value);
    }

    private void assertKept(Value y) {
        OpGraph graph = Graphs.of(ops, y);
        assertThat(new Padding().apply(graph)).isSameAs(graph);
    }

    private void assertMerged(Value y, Window window) {
        OpGraph found = new Padding().apply(Graphs.of(ops, y));
        Op op = Graphs.op(found, found.nodes().size() - 1);
        assertThat(Graphs.names(found)).doesNotContain("Pad");
        assertThat(op instanceof Convolution c ? c.windows() : ((Pool) op).windows())
                .containsExactly(window);
    }

    @Test
    void addsZerosToThePaddingOfAConvolution() {
        Value y = convolved(padded(x, 1, 2, 0), new Window(4, 2, 1, 1, 0));
        assertMerged(y, new Window(4, 2, 1, 2, 2));
    }

    @Test
    void mergesOneAfterTheOther() {
        Value y = convolved(padded(padded(x, 1, 0, 0), 0, 2, 0), Window.valid(3, 1, 1));
        Pass twice = graph -> new Padding().apply(new Padding().apply(graph));
        OpGraph found = twice.apply(Graphs.of(ops, y));
        assertThat(Graphs.names(found)).containsExactly("Convolution");
        assertThat(((Convolution) Graphs.op(found, 0)).windows()).containsExactly(new Window(3, 1, 1, 1, 2));
    }

    @Test
    void keepsOtherNumbersOtherAxesAndWhatIsAsWideAsTheWindow() {
        assertKept(convolved(padded(x, 1, 1, 2), Window.valid(3, 1, 1)));
        assertKept(convolved(padded(x, 3, 0, 0), Window.valid(3, 1, 1)));
        assertKept(convolved(ops.pad(x, 2, 0, 1), Window.valid(3, 1, 1)));
    }

    @Test
    void mergesWhatIsNeverTheMaximum() {
        Window three = Window.valid(3, 2, 1);
        assertMerged(
                pooled(padded(x, 1, 1, Float.NEGATIVE_INFINITY), PoolFunction.MAXIMUM, three),
                new Window(3, 2, 1, 1, 1));
        assertMerged(pooled(padded(positive, 1, 1, 0), PoolFunction.MAXIMUM, three), new Window(3, 2, 1, 1, 1));
        assertMerged(
                pooled(
                        padded(ops.concatenate(List.of(positive, ops.clip(x, 0, 6)), 2), 0, 1, 0),
                        PoolFunction.MAXIMUM,
                        three),
                new Window(3, 2, 1, 0, 1));
    }

    @Test
    void keepsZerosThatMayBeTheMaximum() {
        Window three = Window.valid(3, 2, 1);
        assertKept(pooled(padded(x, 1, 1, 0), PoolFunction.MAXIMUM, three));
        assertKept(pooled(padded(ops.clip(x, -1, 6), 1, 1, 0), PoolFunction.MAXIMUM, three));
        // The first window sees padding only: its maximum is the 0 of the pad.
        assertKept(pooled(padded(positive, 2, 0, 0), PoolFunction.MAXIMUM, Window.valid(2, 1, 1)));
    }

    @Test
    void keepsZerosThatAnAverageCounts() {
        assertKept(pooled(padded(positive, 1, 1, 0), PoolFunction.AVERAGE, Window.valid(3, 2, 1)));
    }
}
