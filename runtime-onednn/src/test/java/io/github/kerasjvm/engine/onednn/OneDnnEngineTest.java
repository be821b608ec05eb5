package io.github.kerasjvm.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.kerasjvm.engine.Availability;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OneDnnEngineTest {

    private final Engine engine = new OneDnnEngine();

    @Test
    void isTheFirstChoiceForTraining() {
        assertThat(Engines.forTraining("auto").name()).isEqualTo("onednn");
    }

    @Test
    void saysItsVersion() {
        assertThat(engine.availability().available()).isTrue();
        assertThat(engine.availability().version()).startsWith("3.");
    }

    @Test
    void keepsWhatIsNotANumber() {
        try (Plan plan = engine.compile(new Program(dense()), new EngineOptions(1))) {
            float[] pixels = new float[64 * 32];
            Arrays.fill(pixels, 0.5f);
            pixels[40] = Float.NaN;
            Tensor result =
                    plan.run(List.of(Tensor.owning(Shape.of(64, 32), pixels))).get(0);
            for (int i = 0; i < result.elements(); i++) {
                assertThat(Float.isNaN(result.get(i))).as("[%s]", i).isEqualTo(i / 48 == 1);
            }
        }
    }

    @Test
    void keepsWhatIsNotANumberInAWeight() {
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(64, 32));
        float[] weights = new float[32 * 48];
        weights[5] = Float.NaN;
        Value w = ops.parameter("w", Tensor.owning(Shape.of(32, 48), weights), true);
        OpGraph graph = ops.build(List.of(new OpGraph.Output("y", ops.unary(UnaryFunction.RELU, ops.matmul(x, w)))));
        try (Plan plan = engine.compile(new Program(graph), new EngineOptions(1))) {
            Tensor result =
                    plan.run(List.of(Tensor.filled(Shape.of(64, 32), 1))).get(0);
            assertThat(result.get(5)).isNaN();
            assertThat(result.get(6)).isZero();
        }
    }

    /** OpenMP's threads have the name of the thread that made them. */
    @Test
    void computesOnOneThread() throws IOException {
        Path tasks = Path.of("/proc/self/task");
        assumeTrue(Files.isDirectory(tasks), "the threads of a process are not to be seen here");
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(1024, 1024));
        OpGraph graph = ops.build(List.of(new OpGraph.Output("y", ops.matmul(x, x))));
        try (Plan plan = engine.compile(new Program(graph), new EngineOptions(1))) {
            plan.run(List.of(Tensor.filled(Shape.of(1024, 1024), 1)));
            long java = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("keras-jvm-onedn"))
                    .count();
            assertThat(java).isPositive();
            assertThat(named(tasks)).isLessThanOrEqualTo(java);
        }
    }

    private static long named(Path tasks) throws IOException {
        try (Stream<Path> all = Files.list(tasks)) {
            return all.filter(task -> name(task).startsWith("keras-jvm-onedn")).count();
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm"));
        } catch (IOException e) { // it has ended
            return "";
        }
    }

    @Test
    void saysWhatIsMissingOnAnotherProcessor() throws Exception {
        assertThat(said(List.of("-Dos.arch=aarch64"), System.getProperty("java.class.path")))
                .contains("false")
                .contains("x86-64 only")
                .contains("arm64");
    }

    @Test
    void saysWhatIsMissingWithoutTheNativeLibrary() throws Exception {
        String others = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*dnnl-[^/\\\\]*x86_64\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(said(List.of(), others)).contains("false").contains("cannot be loaded here");
    }

    /** In a process of its own, since a native library is loaded once and for all. */
    private static String said(List<String> options, String classPath) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder process = new ProcessBuilder(java);
        process.command().addAll(options);
        process.command().addAll(List.of("-cp", classPath, OneDnnEngineTest.class.getName()));
        Process started = process.redirectErrorStream(true).start();
        String said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(started.waitFor()).as("%s", said).isZero();
        return said;
    }

    /** Prints what the engine finds. */
    public static void main(String... arguments) {
        Availability found = new OneDnnEngine().availability();
        System.out.println(found.available() + " " + found.detail());
    }

    /** {@code max(x w, 0)}, large enough for oneDNN. */
    private static OpGraph dense() {
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(Shape.ANY, 32));
        Value w = ops.parameter("w", Tensor.filled(Shape.of(32, 48), 0.1f), true);
        return ops.build(List.of(new OpGraph.Output("y", ops.unary(UnaryFunction.RELU, ops.matmul(x, w)))));
    }
}
