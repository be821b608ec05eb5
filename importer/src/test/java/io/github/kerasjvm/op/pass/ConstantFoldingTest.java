package io.github.kerasjvm.op.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstantFoldingTest {

    private final Ops ops = new Ops();
    private final Value x = ops.input("x", Shape.of(Shape.ANY, 2));
    private final List<OpGraph> asked = new ArrayList<>();
    private final ConstantFolding pass = new ConstantFolding(graph -> {
        asked.add(graph);
        return graph.outputs().stream()
                .map(output -> Tensor.filled(output.value().shape(), 7))
                .toList();
    });

    @Test
    void asksForWhatDependsOnArraysAlone() {
        Value sum = ops.add(Graphs.vector(ops, "w", 1, 2), ops.constant(3));
        Value root = ops.squareRoot(sum);
        OpGraph folded = pass.apply(Graphs.of(ops, ops.multiply(x, root), ops.add(x, x)));
        assertThat(Graphs.names(folded)).containsExactly("Binary.MULTIPLY", "Binary.ADD");
        assertThat(folded.parameters()).isEmpty();
        assertThat(folded.constants()).extracting(OpGraph.Constant::data).containsExactly(Tensor.of(Shape.of(2), 7, 7));
        assertThat(asked).hasSize(1);
        assertThat(Graphs.names(asked.get(0))).containsExactly("Binary.ADD", "Unary.SQUARE_ROOT");
        assertThat(asked.get(0).inputs()).isEmpty();
    }

    @Test
    void reshapesAParameterUnderItsNameWithoutComputing() {
        Value kernel = ops.reshape(Graphs.vector(ops, "w", 1, 2), Shape.of(2, 1));
        OpGraph folded = pass.apply(Graphs.of(ops, ops.matmul(x, kernel)));
        assertThat(asked).isEmpty();
        assertThat(Graphs.names(folded)).containsExactly("MatMul");
        assertThat(folded.parameters()).hasSize(1);
        assertThat(folded.parameters().get(0).name()).isEqualTo("w");
        assertThat(folded.parameters().get(0).data()).isEqualTo(Tensor.of(Shape.of(2, 1), 1, 2));
    }

    @Test
    void keepsTheNameForAParameterThatIsStillNeeded() {
        Value w = Graphs.vector(ops, "w", 1, 2);
        OpGraph folded = pass.apply(Graphs.of(ops, ops.matmul(ops.add(x, w), ops.reshape(w, Shape.of(2, 1)))));
        assertThat(folded.parameters())
                .extracting(OpGraph.Parameter::data)
                .containsExactly(Tensor.of(Shape.of(2), 1, 2));
        assertThat(folded.constants()).hasSize(1);
    }

    @Test
    void leavesAVectorRepeatedOverAnImageToTheRun() {
        Value wide = ops.broadcast(ops.unary(UnaryFunction.SINE, Graphs.vector(ops, "w", 1, 2)), Shape.of(1 << 17, 2));
        OpGraph folded = pass.apply(Graphs.of(ops, ops.add(x, wide)));
        assertThat(Graphs.names(folded)).containsExactly("Broadcast", "Binary.ADD");
    }

    @Test
    void givesAnOutputThatIsFixed() {
        OpGraph folded = pass.apply(Graphs.of(ops, ops.negate(Graphs.vector(ops, "w", 1, 2)), ops.negate(x)));
        assertThat(Graphs.names(folded)).containsExactly("Unary.NEGATE");
        assertThat(folded.outputs().get(0).value())
                .isEqualTo(folded.constants().get(0).value());
    }

    @Test
    void givesTheVeryGraphBackWhenNothingIsFixed() {
        OpGraph graph = Graphs.of(ops, ops.add(x, ops.constant(1)));
        assertThat(pass.apply(graph)).isSameAs(graph);
    }
}
