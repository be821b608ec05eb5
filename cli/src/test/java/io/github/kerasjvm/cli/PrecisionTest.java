package io.github.kerasjvm.cli;

import static io.github.kerasjvm.cli.Run.fixture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --precision}: what is lost is told, and refused beyond the bound. */
class PrecisionTest {

    private static final Path MODEL = fixture("reference/mnist_cnn_trained_model.h5");
    private static final Path DIGITS = fixture("digits/digits-images-idx3-ubyte.gz");

    @TempDir
    private Path folder;

    private static Run run(String command, Object first, Object... more) {
        return Run.of(Stream.concat(Stream.of(command, first), Stream.of(more)).toArray());
    }

    @ParameterizedTest
    @CsvSource({"fp16, 0.0005", "bf16, 0.005", "int8, 0.05"})
    void evaluatesWithTheLossTold(String format, double most) {
        Run run = run(
                "evaluate",
                MODEL,
                "--data",
                DIGITS,
                "--scale",
                "1/255",
                "--precision",
                format,
                "--calibrate",
                DIGITS,
                "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        JsonNode precision = run.json().path("precision");
        assertThat(precision.path("format").asText()).isEqualTo(format);
        assertThat(precision.path("comparedOn").asText()).isEqualTo("the data of " + DIGITS);
        assertThat(precision.path("rows").asInt()).isEqualTo(500);
        assertThat(precision.path("loss").asDouble()).isGreaterThan(1e-6).isLessThan(most);
        assertThat(precision.at("/outputs/0/sameClass").asDouble()).isGreaterThan(0.99);
        assertThat(run.json().path("accuracy").asDouble()).isBetween(0.98, 0.995);
    }

    @Test
    void predictsAndSaysWhatItWasComparedOn() {
        Run run = run("predict", MODEL, DIGITS, "--scale", "1/255", "--rows", "3", "--precision", "int8");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("int8 differs from float32 on the inputs of " + MODEL + ".npz, ");
    }

    @Test
    void writesHalfTheFileAndAQuarter() throws IOException {
        Path whole = folder.resolve("whole.onnx");
        assertThat(run("convert", MODEL, whole).exit()).isZero();
        for (String format : List.of("fp16", "bf16", "int8")) {
            Path out = folder.resolve(format + ".onnx");
            assertThat(run("convert", MODEL, out, "--precision", format).exit()).isZero();
            double share = (double) Files.size(out) / Files.size(whole);
            assertThat(share).isBetween(format.equals("int8") ? 0.24 : 0.49, format.equals("int8") ? 0.27 : 0.51);
        }
    }

    @Test
    void writesNothingBeyondTheBound() throws IOException {
        Path out = folder.resolve("net.onnx");
        Object[] tight = {"--precision", "bf16", "--calibrate", DIGITS, "--scale", "1/255", "--max-loss", "0.0001"};
        Run run = run(
                "convert",
                MODEL,
                Stream.concat(Stream.of(out), Stream.of(tight)).toArray());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("keras-jvm: bf16 loses 0.0")
                .contains(" of the largest number, allowed is 1.0E-4: bf16 differs from float32 on the data of ")
                .contains("Allow more with --max-loss");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        assertThat(run(
                                "predict",
                                MODEL,
                                Stream.concat(Stream.of(DIGITS), Stream.of(tight))
                                        .toArray())
                        .exit())
                .isEqualTo(1);
    }

    @Test
    void comparesOnNoiseWhereThereIsNothingElse() throws IOException {
        Path alone = Files.copy(MODEL, folder.resolve("alone.h5"));
        Run run = run("convert", alone, folder.resolve("net.onnx"), "--precision", "int8");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("int8 differs from float32 on noise, 32 rows, by at most");
    }

    @Test
    void verifiesAgainstKeras() {
        Run run = run("verify", MODEL, "--precision", "int8");
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("allowed: 0.05 + 0.05");
        assertThat(run("verify", MODEL, "--precision", "int8", "--tolerance", "1e-8,1e-8")
                        .exit())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "onednn", "dl4j"})
    void otherEnginesRefuse(String engine) {
        Run run = run("predict", MODEL, DIGITS, "--engine", engine, "--precision", "fp16");
        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).contains("the engine " + engine + " computes in float32 alone, not in fp16");
    }

    @Test
    void whatMeansNothingIsRefused() {
        assertThat(run("predict", MODEL, DIGITS, "--max-loss", "1").exit()).isEqualTo(2);
        assertThat(run("predict", MODEL, DIGITS, "--precision", "int4").exit()).isEqualTo(2);
        assertThat(run("predict", MODEL, DIGITS, "--precision", "int8", "--max-loss", "-1")
                        .exit())
                .isEqualTo(2);
        assertThat(run("convert", MODEL, folder.resolve("net.keras"), "--precision", "fp16")
                        .exit())
                .isEqualTo(2);
        assertThat(run("convert", MODEL, folder.resolve("net.onnx"), "--scale", "1/255")
                        .exit())
                .isEqualTo(2);
        assertThat(run("verify", "--suite", folder, "--precision", "fp16").exit())
                .isEqualTo(2);
    }

    @Test
    void aNetWithoutAnythingToRoundIsRefused() {
        Run run = run("verify", fixture("layer/lstm/k3_cl.keras"), "--precision", "int8");
        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).contains("int8 has nothing to round");
    }
}
