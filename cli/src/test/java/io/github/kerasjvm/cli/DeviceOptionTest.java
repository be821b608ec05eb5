package io.github.kerasjvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code --device} of every command that runs a model. No machine has 4,000 GPUs, so this holds on one with GPUs, too. */
class DeviceOptionTest {

    private static final Path MODEL = Run.fixture("reference/mnist_cnn_trained_model.h5");

    @TempDir
    private Path folder;

    static Stream<List<Object>> commands() {
        Path images = Run.fixture("digits/digits-images-idx3-ubyte.gz");
        Path labels = Run.fixture("digits/digits-labels-idx1-ubyte.gz");
        return Stream.of(
                List.of("predict", MODEL, images),
                List.of("evaluate", MODEL, "--data", images, "--labels", labels),
                List.of("verify", MODEL),
                List.of("verify", "--suite", Run.fixture("reference")),
                List.of("inspect", MODEL, "--engine", "onnxruntime"),
                List.of("demo"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void endsWithSevenAndOneLineWhereTheDeviceIsNotThere(List<Object> command) {
        Run run = with(command, "--device", "cuda:4000");

        assertThat(run.exit()).as(run.err()).isEqualTo(7);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err())
                .startsWith("keras-jvm: onnxruntime cannot compute on cuda:4000: ")
                .contains("keras-jvm devices");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isOneDocumentWithJson(List<Object> command) {
        Run run = with(command, "--device", "cuda:4000", "--json");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.json().at("/error/exit").asInt()).isEqualTo(7);
        assertThat(run.json().at("/error/message").asText()).contains("cuda:4000");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isMisuseWhereItIsNoDevice(List<Object> command) {
        Run run = with(command, "--device", "gpu");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("the device is gpu, expected cpu, cuda, or cuda and a number: cuda:1");
    }

    @Test
    void enginesOfTheProcessorRefuseByName() {
        for (String engine : List.of("reference", "onednn")) {
            Run run = Run.of("verify", MODEL, "--engine", engine, "--device", "cuda");

            assertThat(run.exit()).isEqualTo(7);
            assertThat(run.err()).contains("engine " + engine + " computes on the processor alone, not on cuda:0");
        }
    }

    @Test
    void trainingRefusesToo() {
        Run run = Run.of(
                "finetune",
                MODEL,
                "--data",
                Run.fixture("digits/digits-images-idx3-ubyte.gz"),
                "--out",
                folder.resolve("out.h5"),
                "--engine",
                "reference",
                "--device",
                "cuda");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).contains("engine reference computes on the processor alone");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theProcessorIsADeviceAsAnyOther() {
        assertThat(Run.of("verify", MODEL, "--device", "cpu").exit()).isZero();
        assertThat(Run.of("inspect", MODEL, "--engine", "reference", "--device", "cpu")
                        .out())
                .contains("reference runs it");
    }

    @Test
    void inspectTakesADeviceWithAnEngineOnly() {
        Run run = Run.of("inspect", MODEL, "--device", "cpu");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--device is for --engine, which is not given");
    }

    private static Run with(List<Object> command, Object... more) {
        return Run.of(Stream.concat(command.stream(), Stream.of(more)).toArray());
    }
}
