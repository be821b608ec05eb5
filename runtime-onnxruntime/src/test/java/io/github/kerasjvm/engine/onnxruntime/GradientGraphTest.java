package io.github.kerasjvm.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.engine.reference.ReferenceEngine;
import io.github.kerasjvm.fixtures.ChosenDevice;
import io.github.kerasjvm.op.Gradients;
import io.github.kerasjvm.op.LogSoftmax;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A whole training graph: what is transposed and joined there is not in any inference graph. */
class GradientGraphTest {

    private static final int BATCH = 4;

    @Test
    void givesTheGradientsOfAConvolutionalNet() {
        OpGraph loss = loss(Nets.mnist().withInputShapes(List.of(Shape.of(BATCH, 28, 28, 1))));
        List<String> names =
                loss.parameters().stream().map(OpGraph.Parameter::name).toList();
        Program program = new Program(Gradients.of(loss, names));
        List<Tensor> inputs = List.of(Nets.images(BATCH));

        List<Tensor> expected = run(new ReferenceEngine(), program, inputs);
        List<Tensor> actual = run(new OnnxRuntimeEngine(), program, inputs);

        assertThat(actual).hasSize(1 + names.size());
        for (int i = 0; i < actual.size(); i++) {
            assertThat(difference(actual.get(i), expected.get(i)))
                    .as(program.graph().outputs().get(i).name())
                    .isLessThan(1e-5);
        }
    }

    /** The mean cross-entropy where every image is a three. */
    private static OpGraph loss(OpGraph net) {
        return net.rewrite((ops, node, inputs) -> node.outputs().get(0).equals(last(net))
                ? List.of(crossEntropy(ops, inputs.get(0)))
                : ops.applyAll(node.op(), inputs));
    }

    private static Value last(OpGraph net) {
        return net.outputs().get(0).value();
    }

    private static Value crossEntropy(Ops ops, Value logits) {
        Value right = ops.slice(ops.apply(new LogSoftmax(1), logits), 1, 3, 4);
        return ops.negate(ops.reduce(ReduceFunction.MEAN, right, List.of(0, 1), false));
    }

    private static List<Tensor> run(Engine engine, Program program, List<Tensor> inputs) {
        try (Plan plan = engine.compile(program, ChosenDevice.options(engine, 2))) {
            return plan.run(inputs);
        }
    }

    /** The largest difference, relative to the largest number. */
    private static double difference(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double largest = IntStream.range(0, expected.elements())
                .mapToDouble(i -> Math.abs(expected.get(i)))
                .max()
                .orElse(0);
        assertThat(largest).isPositive();
        return IntStream.range(0, expected.elements())
                        .mapToDouble(i -> Math.abs(actual.get(i) - expected.get(i)))
                        .max()
                        .orElse(0)
                / largest;
    }
}
