package io.github.kerasjvm.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.engine.Availability;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.engine.reference.ReferenceEngine;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxRuntimeEngineTest {

    private final Engine engine = new OnnxRuntimeEngine();

    @Test
    void isTheFirstChoice() {
        assertThat(Engines.find("auto").name()).isEqualTo("onnxruntime");
    }

    @Test
    void saysItsVersionAndWhatItCanUse() {
        assertThat(engine.availability().available()).isTrue();
        assertThat(engine.availability().version()).startsWith("1.");
        assertThat(engine.availability().detail()).contains("CPUExecutionProvider");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 21})
    void agreesWithTheReferenceEngineOnAConvolutionalNet(int batch) {
        Tensor images = Nets.images(batch);
        try (Plan plan = engine.compile(new Program(Nets.mnist()), new EngineOptions(2));
                Plan oracle = new ReferenceEngine().compile(new Program(Nets.mnist()), new EngineOptions(2))) {
            Tensor actual = plan.run(List.of(images)).get(0);
            Tensor expected = oracle.run(List.of(images)).get(0);
            assertThat(actual.shape()).isEqualTo(Shape.of(batch, 10));
            for (int i = 0; i < expected.elements(); i++) {
                assertThat(Math.abs(actual.get(i) - expected.get(i))).isLessThan(1e-6f);
            }
        }
    }

    @Test
    void saysWhichNodeItCannotRun() {
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(Shape.ANY, 2));
        // Rows that do not go into pairs are only seen when the batch is known.
        Value y = ops.reshape(x, Shape.of(Shape.ANY, 4));
        ops.label("pairs", y);
        OpGraph graph = ops.build(List.of(new OpGraph.Output("y", ops.negate(y))));
        try (Plan plan = engine.compile(new Program(graph), new EngineOptions(1))) {
            assertThatThrownBy(() -> plan.run(List.of(Tensor.filled(Shape.of(3, 2), 0))))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("pairs/Reshape");
        }
    }

    /** In a process of its own, since a native library is loaded once and for all. */
    @Test
    void saysWhatIsMissingWhereThereIsNoNativeLibrary() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Dos.arch=sparc",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OnnxRuntimeEngineTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s", said).isZero();
        assertThat(said).contains("false").contains("Unsupported arch:sparc").contains("Linux and macOS on arm64");
    }

    /** Prints what the engine finds. */
    public static void main(String... arguments) {
        Availability found = new OnnxRuntimeEngine().availability();
        System.out.println(found.available() + " " + found.detail());
    }
}
