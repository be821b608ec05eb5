package io.github.kerasjvm.op.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.TransposedConvolution;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batch normalisation by {@code 2x + 3} and {@code -4x + 10}, folded by hand. */
class NormalizationTest {

    private static final Window TWO = Window.valid(2, 1, 1);

    private final Ops ops = new Ops();
    private final Value x = ops.input("x", Shape.of(Shape.ANY, 5, 2));

    private static OpGraph behind(OpGraph graph) {
        return new NormalizationBehind().apply(graph);
    }

    private static OpGraph ahead(OpGraph graph) {
        return new NormalizationAhead().apply(graph);
    }

    private Value convolved(Value value, int groups, Window window, Layout layout) {
        int in = layout.channels(value.shape()) / groups;
        return ops.apply(
                new Convolution(List.of(window), groups, layout),
                value,
                Graphs.counting(ops, "kernel", window.size(), in, 2));
    }

    // ---------------------------------------------------------------- behind

    @Test
    void scalesTheKernelAndTheBiasOfADenseLayer() {
        Value y = ops.add(ops.matmul(x, Graphs.counting(ops, "kernel", 2, 2)), Graphs.vector(ops, "bias", 1, -1));
        OpGraph found = behind(Graphs.of(ops, Graphs.normalized(ops, y, 2)));
        assertThat(Graphs.names(found)).containsExactly("MatMul", "Binary.ADD");
        assertThat(Graphs.parameter(found, "kernel/normalized")).containsExactly(2, -8, 6, -16);
        assertThat(Graphs.parameter(found, "bias/normalized")).containsExactly(5, 14);
        assertThat(found.parameters()).hasSize(2);
    }

    @Test
    void scalesRowsOfATransposedKernel() {
        Value y = ops.matmul(x, Graphs.counting(ops, "kernel", 2, 2), false, true);
        OpGraph found = behind(Graphs.of(ops, Graphs.normalized(ops, y, 2)));
        assertThat(Graphs.parameter(found, "kernel/normalized")).containsExactly(2, 4, -12, -16);
        assertThat(Graphs.parameter(found, "bn/beta/normalized")).containsExactly(3, 10);
    }

    @Test
    void scalesTheOutputChannelsOfAConvolution() {
        Value y = convolved(x, 1, TWO, Layout.CHANNELS_LAST);
        OpGraph found = behind(Graphs.of(ops, Graphs.normalized(ops, y, 2)));
        assertThat(Graphs.names(found)).containsExactly("Convolution", "Binary.ADD");
        assertThat(Graphs.parameter(found, "kernel/normalized")).containsExactly(2, -8, 6, -16, 10, -24, 14, -32);
    }

    @Test
    void addsTheBiasOfChannelsThatStandFirstWhereTheyStand() {
        Value image = ops.input("image", Shape.of(Shape.ANY, 1, 6));
        Value y = convolved(image, 1, new Window(3, 1, 1, 1, 1), Layout.CHANNELS_FIRST);
        y = ops.add(y, ops.parameter("bias", Tensor.of(Shape.of(2, 1), 1, -1), true));
        OpGraph found = behind(Graphs.of(ops, Graphs.normalized(ops, y, 1)));
        assertThat(Graphs.parameter(found, "kernel/normalized")).containsExactly(2, -8, 6, -16, 10, -24);
        OpGraph.Parameter bias = found.parameters().get(1);
        assertThat(bias.data()).isEqualTo(Tensor.of(Shape.of(2, 1), 5, 14));
    }

    @Test
    void scalesTheInputSideOfATransposedConvolution() {
        // Kernel [size 1, in / groups 1, out 2], two groups: the result's channel is the group.
        var op = new TransposedConvolution(List.of(Window.valid(1, 1, 1)), 2, Layout.CHANNELS_LAST, List.of(5));
        Value y = ops.apply(op, x, Graphs.counting(ops, "kernel", 1, 1, 2));
        OpGraph found = behind(Graphs.of(ops, Graphs.normalized(ops, y, 2)));
        assertThat(Graphs.parameter(found, "kernel/normalized")).containsExactly(2, -8);
        assertThat(Graphs.names(found)).containsExactly("TransposedConvolution", "Binary.ADD");
    }

    @Test
    void staysBehindWhatIsNeededWithoutIt() {
        Value taken = convolved(x, 1, TWO, Layout.CHANNELS_LAST);
        OpGraph both = Graphs.of(ops, Graphs.normalized(ops, taken, 2), ops.negate(taken));
        assertThat(behind(both)).isSameAs(both);
        Value given = convolved(x, 1, TWO, Layout.CHANNELS_LAST);
        OpGraph output = Graphs.of(ops, Graphs.normalized(ops, given, 2), given);
        assertThat(behind(output)).isSameAs(output);
    }

    @Test
    void staysOnAnotherAxisAndBehindAnotherSum() {
        Value image = ops.input("image", Shape.of(Shape.ANY, 3, 2));
        Value y = convolved(image, 1, TWO, Layout.CHANNELS_LAST);
        OpGraph steps = Graphs.of(ops, Graphs.normalized(ops, y, 1));
        assertThat(behind(steps)).isSameAs(steps);
        Value z = ops.add(convolved(image, 1, TWO, Layout.CHANNELS_LAST), Graphs.counting(ops, "map", 2, 1));
        OpGraph map = Graphs.of(ops, Graphs.normalized(ops, z, 2));
        assertThat(behind(map)).isSameAs(map);
    }

    // ---------------------------------------------------------------- ahead

    @Test
    void scalesTheRowsOfADenseKernelAndSumsTheShift() {
        Value y = ops.matmul(Graphs.normalized(ops, x, 2), Graphs.counting(ops, "kernel", 2, 3));
        OpGraph found = ahead(Graphs.of(ops, y));
        assertThat(Graphs.names(found)).containsExactly("MatMul", "Binary.ADD");
        assertThat(Graphs.parameter(found, "kernel/normalized")).containsExactly(2, 4, 6, -16, -20, -24);
        // 3 * (1 2 3) + 10 * (4 5 6)
        assertThat(Graphs.parameter(found, "bn/beta/normalized")).containsExactly(43, 56, 69);
    }

    @Test
    void goesThroughAReshapeThatFlattensRows() {
        Value flat = ops.reshape(Graphs.normalized(ops, x, 2), Shape.of(Shape.ANY, 10));
        OpGraph found = ahead(Graphs.of(ops, ops.matmul(flat, Graphs.counting(ops, "kernel", 10, 1))));
        assertThat(Graphs.names(found)).containsExactly("Reshape", "MatMul", "Binary.ADD");
        assertThat(Graphs.parameter(found, "kernel/normalized"))
                .containsExactly(2, -8, 6, -16, 10, -24, 14, -32, 18, -40);
        // 3 * (1 + 3 + 5 + 7 + 9) + 10 * (2 + 4 + 6 + 8 + 10)
        assertThat(Graphs.parameter(found, "bn/beta/normalized")).containsExactly(375);
    }

    @Test
    void goesThroughAReshapeOfChannelsThatStandFirst() {
        Value image = ops.input("image", Shape.of(Shape.ANY, 2, 3));
        Value flat = ops.reshape(Graphs.normalized(ops, image, 1), Shape.of(Shape.ANY, 6));
        OpGraph found = ahead(Graphs.of(ops, ops.matmul(flat, Graphs.counting(ops, "kernel", 6, 1))));
        assertThat(Graphs.parameter(found, "kernel/normalized")).containsExactly(2, 4, 6, -16, -20, -24);
        assertThat(Graphs.parameter(found, "bn/beta/normalized")).containsExactly(18 + 150);
    }

    @Test
    void scalesTheInputChannelsOfEveryConvolution() {
        Value y = Graphs.normalized(ops, x, 2);
        Value one = convolved(y, 1, TWO, Layout.CHANNELS_LAST);
        Value each = ops.apply(
                new Convolution(List.of(TWO), 2, Layout.CHANNELS_LAST), y, Graphs.counting(ops, "depthwise", 2, 1, 4));
        OpGraph found = ahead(Graphs.of(ops, one, each));
        assertThat(Graphs.names(found)).containsExactly("Convolution", "Binary.ADD", "Convolution", "Binary.ADD");
        assertThat(Graphs.parameter(found, "kernel/normalized")).containsExactly(2, 4, -12, -16, 10, 12, -28, -32);
        assertThat(Graphs.parameter(found, "bn/beta/normalized")).containsExactly(3 * 6 + 10 * 10, 3 * 8 + 10 * 12);
        assertThat(Graphs.parameter(found, "depthwise/normalized")).containsExactly(2, 4, -12, -16, 10, 12, -28, -32);
        assertThat(Graphs.parameter(found, "bn/beta/normalized_1")).containsExactly(3 * 6, 3 * 8, 10 * 10, 10 * 12);
    }

    @Test
    void doesNotShiftThePaddingOfAConvolution() {
        Value y = convolved(Graphs.normalized(ops, x, 2), 1, new Window(2, 1, 1, 0, 1), Layout.CHANNELS_LAST);
        OpGraph graph = Graphs.of(ops, y);
        assertThat(ahead(graph)).isSameAs(graph);
    }

    @Test
    void scalesBeforePaddingWhenNothingIsShifted() {
        Value y = ops.apply(
                new io.github.kerasjvm.op.BatchNormalization(2, 0.5),
                x,
                Graphs.vector(ops, "bn/gamma", 4, -4),
                Graphs.vector(ops, "bn/beta", 0, 0),
                Graphs.vector(ops, "bn/mean", 0, 0),
                Graphs.vector(ops, "bn/variance", 3.5f, 0.5f));
        OpGraph found = ahead(Graphs.of(ops, convolved(y, 1, new Window(2, 1, 1, 0, 1), Layout.CHANNELS_LAST)));
        assertThat(Graphs.names(found)).containsExactly("Convolution");
        assertThat(Graphs.parameter(found, "kernel/normalized")).containsExactly(2, 4, -12, -16, 10, 12, -28, -32);
    }

    @Test
    void staysAheadOfEverythingElse() {
        Value y = Graphs.normalized(ops, x, 2);
        OpGraph graph = Graphs.of(ops, convolved(y, 1, TWO, Layout.CHANNELS_LAST), ops.negate(y));
        assertThat(ahead(graph)).isSameAs(graph);
        Value z = Graphs.normalized(ops, x, 2);
        OpGraph given = Graphs.of(ops, convolved(z, 1, TWO, Layout.CHANNELS_LAST), z);
        assertThat(ahead(given)).isSameAs(given);
        // Summed over the steps instead of the channels.
        Value w = Graphs.normalized(ops, x, 2);
        OpGraph other = Graphs.of(ops, ops.matmul(w, Graphs.counting(ops, "kernel5", 5, 3), true, false));
        assertThat(ahead(other)).isSameAs(other);
    }

    @Test
    void staysWhenItsStatisticsAreComputed() {
        Value y = convolved(x, 1, TWO, Layout.CHANNELS_LAST);
        Value mean = ops.input("mean", Shape.of(2));
        Value z = ops.apply(
                new io.github.kerasjvm.op.BatchNormalization(2, 0.5),
                y,
                Graphs.vector(ops, "bn/gamma", 4, -4),
                Graphs.vector(ops, "bn/beta", 0, 0),
                mean,
                Graphs.vector(ops, "bn/variance", 3.5f, 0.5f));
        OpGraph graph = Graphs.of(ops, z);
        assertThat(behind(graph)).isSameAs(graph);
    }
}
