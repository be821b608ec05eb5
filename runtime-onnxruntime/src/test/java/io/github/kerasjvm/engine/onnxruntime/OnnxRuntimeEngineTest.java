package io.github.kerasjvm.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxRuntimeEngineTest {

    private final OnnxRuntimeEngine engine = new OnnxRuntimeEngine();

    @Test
    void isAvailableAndSaysItsVersion() {
        assertThat(engine.availability().detail()).contains("CPUExecutionProvider");
        assertThat(engine.availability().version()).startsWith("1.");
    }

    @Test
    void runsAConvolutionalNetOfAnyBatch() {
        try (Plan plan = engine.compile(new Program(Nets.mnist()), new EngineOptions(1))) {
            Tensor five = plan.run(List.of(Nets.images(5))).get(0);
            assertThat(five.shape()).isEqualTo(Shape.of(5, 10));
            Tensor one = plan.run(List.of(Nets.images(5).rows(2, 3))).get(0);
            for (int i = 0; i < 10; i++) {
                assertThat(one.get(i)).isCloseTo(five.get(20 + i), org.assertj.core.data.Offset.offset(1e-6f));
            }
        }
    }
}
