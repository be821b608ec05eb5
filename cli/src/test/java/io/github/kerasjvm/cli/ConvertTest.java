package io.github.kerasjvm.cli;

import static io.github.kerasjvm.cli.Run.fixture;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvertTest {

    private static final Path MODEL = fixture("reference/e_k3_cl.keras");

    @TempDir
    private Path folder;

    private List<String> leftInFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesOnnx() throws IOException {
        Path out = folder.resolve("net.onnx");
        Run run = Run.of("convert", MODEL, out, "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.json().path("format").asText()).isEqualTo("onnx");
        assertThat(run.json().path("bytes").asLong()).isEqualTo(Files.size(out));
        assertThat(leftInFolder()).containsExactly("net.onnx");
    }

    @Test
    void writesAnArchiveThatDl4jRestores() throws IOException {
        Path out = folder.resolve("net.zip");
        Run run = Run.of("convert", fixture("reference/a_k2_cl.h5"), out);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("Written: " + out);
        assertThat(leftInFolder()).containsExactly("net.zip");
        assertThat(Run.of("convert", MODEL, out).exit()).isEqualTo(6);
    }

    @Test
    void namesWhatDl4jCannotGoOnWith() {
        Path out = folder.resolve("net.zip");
        Run run = Run.of("convert", fixture("training/k3_two_outputs/before.keras"), out);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("warning: size, loss: huber is left out").contains("[KJ-EXPORT-3]");
        Run json = Run.of("convert", fixture("training/tfk_old_adagrad/before.h5"), out, "--force", "--json");
        assertThat(json.exit()).isZero();
        assertThat(json.json().path("warnings").isArray()).isTrue();
        assertThat(json.json().path("warnings")).isEmpty();
    }

    @Test
    void replacesOnlyWhenTold() throws IOException {
        Path out = Files.writeString(folder.resolve("net.onnx"), "precious");
        Run refused = Run.of("convert", MODEL, out);

        assertThat(refused.exit()).isEqualTo(6);
        assertThat(refused.err().strip()).isEqualTo("keras-jvm: " + out + ": exists already. Replace it with --force");
        assertThat(out).hasContent("precious");

        assertThat(Run.of("convert", MODEL, out, "--force").exit()).isZero();
        assertThat(Files.size(out)).isGreaterThan(10_000);
        assertThat(leftInFolder()).containsExactly("net.onnx");
    }

    @ParameterizedTest
    @CsvSource({"lambda.h5, 4", "wrong_shape.keras, 3", "giant_model.h5, 5", "page.h5, 3"})
    void aModelWithProblemsLeavesNothingBehind(String file, int exit) throws IOException {
        Run run = Run.of("convert", fixture("broken/" + file), folder.resolve("net.onnx"));

        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("  [KJ-");
        assertThat(leftInFolder()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"reference/a_k1_cl.h5", "reference/a_k1th_cf.h5", "reference/c_k2_cl.h5", "layer/lstm_old/k1_tf_cl.h5"})
    void liftsOlderModelsToKeras3(String file) throws IOException {
        Path out = folder.resolve("net.keras");
        Run run = Run.of("convert", fixture(file), out, "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.json().path("format").asText()).isEqualTo("keras");
        assertThat(run.json().path("changes")).isNotEmpty();
        Run verify = Run.of("verify", out, "--golden", fixture(file + ".npz"));
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
        assertThat(Run.of("inspect", out).out()).contains("Keras 3.15.1");
    }

    @Test
    void tellsWhatWasSaidInOtherWords() {
        Run run = Run.of("convert", fixture("layer/lstm_old/k1_tf_cl.h5"), folder.resolve("net.keras"));

        assertThat(run.out())
                .contains("  renamed: LSTM, output_dim -> units (")
                .contains("  replaced: LSTM, hard_sigmoid");
    }

    @Test
    void refusesAllThatKeras3HasNoWordsFor() throws IOException {
        Run run = Run.of("convert", fixture("layer/locally_connected1d/k2_tf_cl.h5"), folder.resolve("net.keras"));

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.err())
                .contains("plain (LocallyConnected1D): has a kernel of its own for each place")
                .contains("strides (LocallyConnected1D): has a kernel of its own for each place");
        assertThat(leftInFolder()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "reference/a_k1_cl.h5, net.h5",
        "reference/a_k2_cl.h5, net.h5",
        "reference/e_k3_cl.keras, net.keras",
        "reference/a_k3_cl.keras, net.h5"
    })
    void writesKerasFilesOfTheSameGeneration(String file, String name) throws IOException {
        Path out = folder.resolve(name);
        Run run = Run.of("convert", fixture(file), out, "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.json().path("format").asText()).isEqualTo(name.endsWith("h5") ? "keras-h5" : "keras");
        assertThat(leftInFolder()).containsExactly(name);
        Run verify = Run.of("verify", out, "--golden", fixture(file + ".npz"));
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
    }

    @Test
    void writesTheWeightsOfAnotherFile() {
        Path out = folder.resolve("net.h5");
        Path weights = fixture("transfer/tfk_source.h5");
        Run run = Run.of(
                "convert",
                fixture("transfer/tfk_target.h5"),
                out,
                "--weights",
                weights,
                "--weights-by",
                "name",
                "--skip-mismatch");

        assertThat(run.exit()).as(run.err()).isZero();
        Run verify = Run.of("verify", out, "--golden", fixture("transfer/tfk_target_by_name_skipping.npz"));
        assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
    }

    @Test
    void otherFilesAreNotWritten() throws IOException {
        assertThat(Run.of("convert", MODEL, folder.resolve("net.pb")).exit()).isEqualTo(2);
        Run shaped = Run.of("convert", MODEL, folder.resolve("net.h5"), "--input-shape", "None,28,28,1");
        assertThat(shaped.exit()).isEqualTo(2);
        assertThat(shaped.err()).contains("--input-shape is for .onnx and .zip");
        assertThat(leftInFolder()).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereIsADataProblem() {
        Run run = Run.of("convert", MODEL, folder.resolve("nowhere/net.onnx"));

        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.err()).contains("there is no folder " + folder.resolve("nowhere"));
    }

    @Test
    void shapesHaveToFit() {
        Run run = Run.of("convert", MODEL, folder.resolve("net.onnx"), "--input-shape", "None,30,30,1");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--input-shape is (None, 30, 30, 1), the model's input takes (None, 28, 28, 1)");
    }
}
