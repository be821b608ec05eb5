package io.github.kerasjvm.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.export.onnx.OnnxWriter;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Has Python's {@code onnx} and {@code onnxruntime} look at what is written. Runs with a Python that has both and numpy,
 * named by the system property {@code keras-jvm.python} or the environment variable {@code KERAS_JVM_PYTHON}.
 */
@Tag("slow")
class PythonOnnxTest {

    @TempDir
    Path folder;

    @Test
    void findsTheFilesRightAndGivesTheSameNumbers() throws Exception {
        String python = System.getProperty("keras-jvm.python", System.getenv("KERAS_JVM_PYTHON"));
        assumeTrue(python != null, "no Python is named by KERAS_JVM_PYTHON");
        GraphCase net = new GraphCase("mnist", Nets.mnist(), List.of(Nets.images(3)));
        List<String> lines = new ArrayList<>();
        for (GraphCase given : Stream.concat(GraphCases.all(), Stream.of(net)).toList()) {
            lines.add(write(lines.size(), given));
        }
        Files.write(folder.resolve("cases.tsv"), lines);

        Process process = new ProcessBuilder(python, script().toString(), folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as("%s", said).isZero();
    }

    private String write(int number, GraphCase given) throws IOException {
        Files.write(folder.resolve(number + ".onnx"), new OnnxWriter().write(given.graph()));
        for (int i = 0; i < given.inputs().size(); i++) {
            write(number + ".in" + i, given.inputs().get(i));
        }
        try (Plan plan = new OnnxRuntimeEngine().compile(new Program(given.graph()), new EngineOptions(1))) {
            write(number + ".out", plan.run(given.inputs()).get(0));
        }
        Stream<String> shapes = given.inputs().stream()
                .map(input ->
                        input.shape().toList().stream().map(String::valueOf).collect(Collectors.joining(",")));
        return Stream.concat(Stream.of(String.valueOf(number), given.name()), shapes)
                .collect(Collectors.joining("\t"));
    }

    private void write(String name, Tensor tensor) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * tensor.elements()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.values());
        Files.write(folder.resolve(name + ".f32"), bytes.array());
    }

    private Path script() throws IOException {
        Path script = folder.resolve("check_onnx.py");
        try (InputStream in = getClass().getResourceAsStream("check_onnx.py")) {
            Files.copy(in, script);
        }
        return script;
    }
}
