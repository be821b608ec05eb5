package io.github.kerasjvm.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.engine.reference.ReferenceEngine;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions of many elements, which run on oneDNN, against plain Java in double, which is Keras's to the last digits. */
class ElementwiseTest {

    @ParameterizedTest
    @EnumSource(UnaryFunction.class)
    void isAsExactAsFloatAllows(UnaryFunction function) {
        boolean positive = function == UnaryFunction.LOGARITHM || function == UnaryFunction.SQUARE_ROOT;
        float[] line = new float[40_000];
        for (int i = 0; i < line.length; i++) {
            line[i] = positive ? (i + 1) * 0.0005f : (i - 20_000) * 0.0005f;
        }
        Ops ops = new Ops();
        var x = ops.input("x", Shape.of(line.length));
        OpGraph graph = ops.build(List.of(new OpGraph.Output("y", ops.unary(function, x))));
        Tensor given = Tensor.owning(Shape.of(line.length), line);
        Tensor actual = run(new OneDnnEngine(), graph, given);
        Tensor expected = run(new ReferenceEngine(), graph, given);
        double worst = 0;
        for (int i = 0; i < line.length; i++) {
            double difference = Math.abs(actual.get(i) - expected.get(i));
            worst = Math.max(worst, difference / (1e-6 + Math.abs(expected.get(i))));
        }
        assertThat(worst).isLessThan(5e-7);
    }

    private static Tensor run(Engine engine, OpGraph graph, Tensor input) {
        try (Plan plan = engine.compile(new Program(graph), new EngineOptions(1))) {
            return plan.run(List.of(input)).get(0);
        }
    }
}
