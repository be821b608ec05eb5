package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.fixtures.OpCase;
import io.github.kerasjvm.fixtures.OpCases;
import io.github.kerasjvm.op.Gradients;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.PoolGradient;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients of every operation against the same graph in float64, which differences have proved right. */
class OpGradientsTest {

    static Stream<OpCase> cases() {
        return OpCases.all().stream()
                .filter(each -> !(each.op() instanceof PoolGradient))
                .filter(each -> each.output().elements() > 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreeWithFloat64(OpCase given) {
        Ops ops = new Ops();
        List<Value> values = new ArrayList<>();
        for (Tensor input : given.inputs()) {
            values.add(ops.input("x" + values.size(), input.shape()));
        }
        Value result = ops.applyAll(given.op(), values).get(given.result());
        List<String> names =
                IntStream.range(0, values.size()).mapToObj(i -> "x" + i).toList();
        OpGraph graph = Gradients.of(ops.build(List.of(loss(ops, result))), names);
        Nearness.check(graph, given.inputs());
    }

    /** Weighs the elements, so that no two of them can be mistaken for each other. */
    private static OpGraph.Output loss(Ops ops, Value result) {
        Shape shape = result.shape();
        Random random = new Random(7);
        float[] weights = new float[(int) shape.elements()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextFloat() - 0.5f;
        }
        Value weighed = ops.multiply(result, ops.constant(Tensor.owning(shape, weights)));
        List<Integer> axes = IntStream.range(0, shape.rank()).boxed().toList();
        return new OpGraph.Output("loss", ops.reduce(ReduceFunction.SUM, weighed, axes, false));
    }
}
