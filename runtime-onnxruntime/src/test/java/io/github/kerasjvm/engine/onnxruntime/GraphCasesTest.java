package io.github.kerasjvm.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.engine.reference.ReferenceEngine;
import io.github.kerasjvm.fixtures.ChosenDevice;
import io.github.kerasjvm.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraphCasesTest {

    static Stream<GraphCase> cases() {
        return GraphCases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void givesTheNumbersOfTheReferenceEngine(GraphCase given) {
        EngineOptions passes = new EngineOptions(1);
        Tensor expected = run(new ReferenceEngine(), given, passes.withoutPasses());
        assertNear(run(new OnnxRuntimeEngine(), given, passes.withoutPasses()), expected);
        assertNear(run(new OnnxRuntimeEngine(), given, passes), expected);
        assertNear(run(new ReferenceEngine(), given, passes), expected);
    }

    private static void assertNear(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < expected.elements(); i++) {
            float bound = 1e-5f + 1e-4f * Math.abs(expected.get(i));
            assertThat(Float.compare(actual.get(i), expected.get(i)) == 0
                            || Math.abs(actual.get(i) - expected.get(i)) <= bound)
                    .as("element %s is %s, expected %s", i, actual.get(i), expected.get(i))
                    .isTrue();
        }
    }

    private static Tensor run(Engine engine, GraphCase given, EngineOptions options) {
        try (Plan plan = engine.compile(new Program(given.graph()), options.on(ChosenDevice.of(engine)))) {
            return plan.run(given.inputs()).get(0);
        }
    }
}
