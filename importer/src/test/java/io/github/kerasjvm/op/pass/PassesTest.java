package io.github.kerasjvm.op.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Scan;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassesTest {

    /** Computes nothing: the arrays do not matter here. */
    private static final Passes PASSES = Passes.forInference(graph -> graph.outputs().stream()
            .map(output -> Tensor.filled(output.value().shape(), 0.5f))
            .toList());

    private final Ops ops = new Ops();

    @Test
    void makesOneConvolutionOfPaddingConvolutionBiasAndNormalisation() {
        Value x = ops.input("x", Shape.of(Shape.ANY, 9, 1));
        Value y = ops.apply(
                new Convolution(List.of(Window.valid(3, 2, 1)), 1, Layout.CHANNELS_LAST),
                ops.pad(x, 1, 0, 1),
                Graphs.counting(ops, "kernel", 3, 1, 2));
        ops.label("conv", y);
        Value z =
                ops.multiply(Graphs.normalized(ops, ops.add(y, Graphs.vector(ops, "bias", 1, 2)), 2), ops.constant(1));
        ops.label("bn", z);
        OpGraph found = PASSES.apply(Graphs.of(ops, ops.clip(ops.add(z, Graphs.vector(ops, "more", 1, 2)), 0, 6)));
        assertThat(Graphs.names(found)).containsExactly("Convolution", "Binary.ADD", "Clip");
        assertThat(((Convolution) Graphs.op(found, 0)).windows()).containsExactly(new Window(3, 2, 1, 0, 1));
        assertThat(found.labels()).isEmpty();
        assertThat(found.inputs()).extracting(OpGraph.Input::name).containsExactly("x");
        assertThat(found.outputs()).extracting(OpGraph.Output::name).containsExactly("y0");
    }

    @Test
    void goesIntoTheStepsOfLoops() {
        Ops step = new Ops();
        Value part = step.input("part", Shape.of(Shape.ANY, 2));
        Value fixed = step.negate(step.constant(2));
        OpGraph body = Graphs.of(step, step.multiply(step.add(part, fixed), step.constant(1)));
        Value x = ops.input("x", Shape.of(Shape.ANY, 3, 2));
        OpGraph found = PASSES.apply(Graphs.of(ops, ops.apply(new Scan(body, 0, 1, false), x)));
        OpGraph changed = ((Scan) Graphs.op(found, 0)).body();
        assertThat(Graphs.names(changed)).containsExactly("Binary.ADD");
        assertThat(changed.parameters()).isEmpty();
    }

    @Test
    void givesTheVeryGraphBackWhenThereIsNothingToDo() {
        Value x = ops.input("x", Shape.of(Shape.ANY, 2));
        OpGraph graph = Graphs.of(ops, ops.add(x, Graphs.vector(ops, "w", 1, 2)));
        assertThat(PASSES.apply(graph)).isSameAs(graph);
    }
}
