package io.github.kerasjvm.cli;

import static io.github.kerasjvm.cli.Run.fixture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {

    private static final Path MODEL = fixture("reference/e_k3_cl.h5");

    @TempDir
    private Path folder;

    @Test
    void findsTheNumbersBesideTheModel() {
        Run run = Run.of("verify", MODEL);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Output", "Layer", "conv2d", "The numbers agree", MODEL + ".npz");
    }

    @Test
    void namesTheLayerWhoseWeightIsAnother() throws IOException {
        Path changed = folder.resolve("changed.h5");
        Files.write(changed, withAnotherNumber("conv2d_1/kernel"));

        Run run = Run.of("verify", changed, "--golden", MODEL + ".npz", "--engine", "reference");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("The numbers differ; first in the layer conv2d_1");
        JsonNode one = Run.of("verify", changed, "--golden", MODEL + ".npz", "--json")
                .json()
                .at("/cases/0");
        assertThat(one.path("outcome").asText()).isEqualTo("mismatch");
        assertThat(one.path("firstDivergentLayer").asText()).isEqualTo("conv2d_1");
    }

    /** The model with the first element of a weight replaced; the reader does not tell where it lies, its bytes do. */
    private static byte[] withAnotherNumber(String weight) throws IOException {
        Tensor kernel = Import.of(MODEL).load().weights().get(weight);
        byte[] pattern = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(kernel.get(0))
                .putFloat(kernel.get(1))
                .putFloat(kernel.get(2))
                .putFloat(kernel.get(3))
                .array();
        byte[] file = Files.readAllBytes(MODEL);
        int at = 0;
        while (!ByteBuffer.wrap(file, at, pattern.length).equals(ByteBuffer.wrap(pattern))) {
            at++;
        }
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putFloat(at, kernel.get(0) + 1);
        return file;
    }

    @Test
    void hasEverythingAsJson() {
        JsonNode json = Run.of("verify", MODEL, "--json").json();

        JsonNode one = json.at("/cases/0");
        assertThat(one.path("outcome").asText()).isEqualTo("match");
        assertThat(one.path("maxAbs").asDouble()).isLessThan(1e-5);
        assertThat(one.path("engine").asText()).isNotEmpty();
        assertThat(one.path("layers").size()).isGreaterThan(3);
        assertThat(json.at("/totals/match").asInt()).isEqualTo(1);
    }

    @Test
    void aSuiteTellsEachCaseAndTheTotals() throws IOException {
        Files.writeString(folder.resolve("index.tsv"), """
                file\tgolden\texpect
                good.h5\tgood.npz\tmatch
                lambda.h5\t\trefuse
                weights.h5\t\tweights
                """);
        Files.copy(MODEL, folder.resolve("good.h5"));
        Files.copy(Path.of(MODEL + ".npz"), folder.resolve("good.npz"));
        Files.copy(fixture("broken/lambda.h5"), folder.resolve("lambda.h5"));
        Files.copy(fixture("broken/weights_only.h5"), folder.resolve("weights.h5"));

        Run run = Run.of("verify", "--suite", folder);
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("ok  good.h5     match", "ok  lambda.h5   refused", "3 of 3 as expected: 1 match, 1 refused");
        JsonNode json = Run.of("verify", "--suite", folder, "--json").json();
        assertThat(json.path("cases")).hasSize(3);
        assertThat(json.at("/totals/asExpected").asInt()).isEqualTo(3);

        Files.copy(
                fixture("broken/page.h5"),
                folder.resolve("good.h5"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Run failed = Run.of("verify", "--suite", folder);
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.out()).contains("FAILED  good.h5     refused", "2 of 3 as expected");
    }

    @Test
    void numbersThatAreNotThereAreSaidToBeSo() throws IOException {
        Path alone = Files.copy(MODEL, folder.resolve("alone.h5"));
        Run run = Run.of("verify", alone);

        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.err()).contains("alone.h5.npz: there is no such file. Record it in Python with record.py");
    }

    @Test
    void numbersOfAnotherModelAreADataProblem() {
        Run run = Run.of("verify", MODEL, "--golden", fixture("layer/graph/k3_cl.keras.npz"));

        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.err()).contains("the recorded inputs do not fit the model");
    }

    @Test
    void aModelWithProblemsEndsWithItsKind() {
        assertThat(Run.of("verify", fixture("broken/lambda.h5"), "--golden", "any.npz")
                        .exit())
                .isEqualTo(4);
        assertThat(Run.of("verify", fixture("broken/wrong_shape.h5"), "--golden", "any.npz")
                        .exit())
                .isEqualTo(3);
    }

    @Test
    void modelAndSuiteTogetherAreMisuse() {
        assertThat(Run.of("verify").exit()).isEqualTo(2);
        assertThat(Run.of("verify", MODEL, "--suite", folder).exit()).isEqualTo(2);
        assertThat(Run.of("verify", MODEL, "--tolerance", "1").exit()).isEqualTo(2);
    }
}
