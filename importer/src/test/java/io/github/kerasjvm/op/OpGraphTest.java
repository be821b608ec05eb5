package io.github.kerasjvm.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpGraphTest {

    private static final Tensor WEIGHTS = Tensor.filled(Shape.of(3, 5), 1);

    /** Two heads on one stem: a softmax of a product, and a sum. */
    private static OpGraph heads() {
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(Shape.ANY, 3));
        Value stem = ops.clip(x, 0, 6);
        ops.label("stem", stem);
        Value product = ops.matmul(stem, ops.parameter("w", WEIGHTS, true));
        ops.label("product", product);
        Value first = ops.apply(new Softmax(1), product);
        Value second = ops.add(stem, ops.constant(7));
        return ops.build(List.of(new OpGraph.Output("first", first), new OpGraph.Output("second", second)));
    }

    private static List<String> ops(OpGraph graph) {
        return graph.nodes().stream().map(node -> node.op().name()).toList();
    }

    @Test
    void keepsOnlyWhatOtherOutputsNeed() {
        OpGraph graph = heads();
        OpGraph part = graph.withOutputs(List.of(graph.outputs().get(1)));
        assertThat(ops(part)).containsExactly("Clip", "Binary.ADD");
        assertThat(part.parameters()).isEmpty();
        assertThat(part.constants()).hasSize(1);
        assertThat(part.inputs()).isEqualTo(graph.inputs());
        assertThat(part.labels()).extracting(OpGraph.Output::name).containsExactly("stem");
    }

    @Test
    void givesAnyLabelledValue() {
        OpGraph graph = heads();
        OpGraph part = graph.withOutputs(graph.labels());
        assertThat(ops(part)).containsExactly("Clip", "MatMul");
        assertThat(part.outputs()).extracting(OpGraph.Output::name).containsExactly("stem", "product");
    }

    @Test
    void expandsCompositesThatAreNotKept() {
        OpGraph graph = heads().expand(composite -> composite instanceof Softmax);
        assertThat(ops(graph)).containsExactly("Binary.MAXIMUM", "Binary.MINIMUM", "MatMul", "Softmax", "Binary.ADD");
        assertThat(graph.outputs().get(0).value().shape()).isEqualTo(Shape.of(Shape.ANY, 5));
        assertThat(graph.labels()).extracting(OpGraph.Output::name).containsExactly("stem", "product");
    }

    @Test
    void expandsCompositesWithinComposites() {
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(2));
        Value y = ops.apply(new HardSigmoid(0.2), x);
        OpGraph graph = ops.build(List.of(new OpGraph.Output("y", y))).expand(composite -> false);
        assertThat(graph.nodes()).allMatch(node -> node.op() instanceof Primitive);
    }

    @Test
    void isTheSameWhenNothingIsToExpand() {
        OpGraph graph = heads().expand(composite -> false);
        assertThat(graph.expand(composite -> false)).isSameAs(graph);
    }

    @Test
    void infersTheShapesForAnotherBatch() {
        OpGraph graph = heads().withInputShapes(List.of(Shape.of(17, 3)));
        assertThat(graph.outputs())
                .extracting(output -> output.value().shape())
                .containsExactly(Shape.of(17, 5), Shape.of(17, 3));
        assertThat(graph.parameters().get(0).data()).isSameAs(WEIGHTS);
    }

    @Test
    void refusesShapesThatDoNotFit() {
        OpGraph graph = heads();
        assertThatThrownBy(() -> graph.withInputShapes(List.of(Shape.of(17, 4))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void differentiatesOnlyWhatIsAskedFor() {
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(2, 3));
        Value w = ops.parameter("w", WEIGHTS, true);
        Value loss = ops.reduce(ReduceFunction.SUM, ops.matmul(x, w), List.of(0, 1), false);
        OpGraph graph = ops.build(List.of(new OpGraph.Output("loss", loss)));
        OpGraph gradients = Gradients.of(graph, List.of("w"));
        assertThat(gradients.outputs()).extracting(OpGraph.Output::name).containsExactly("loss", "gradient/w");
        assertThat(gradients.outputs().get(1).value().shape()).isEqualTo(Shape.of(3, 5));
        assertThat(ops(gradients).stream().filter("MatMul"::equals)).hasSize(2);
    }

    @Test
    void refusesToDifferentiateWhatIsNotThere() {
        OpGraph graph = heads();
        assertThatThrownBy(() -> Gradients.of(graph, List.of("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the loss has the shape (None, 5)");
        Ops ops = new Ops();
        OpGraph number = ops.build(List.of(new OpGraph.Output("loss", ops.input("x", Shape.SCALAR))));
        assertThatThrownBy(() -> Gradients.of(number, List.of("z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no input or parameter z");
    }
}
