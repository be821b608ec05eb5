package io.github.kerasjvm.cli;

import static io.github.kerasjvm.cli.Run.fixture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.kerasjvm.cli.command.ExitCode;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.problem.ImportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValidateTest {

    private static Stream<Path> brokenFiles() throws IOException {
        return Files.readAllLines(fixture("broken/index.tsv")).stream()
                .skip(1)
                .map(line -> fixture("broken/" + line.split("\t")[0]));
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void saysEveryProblemInALineAndTheKindByTheExitCode(Path file) {
        ImportException expected = catchThrowableOfType(
                ImportException.class, () -> Import.of(file).load());
        Run run = Run.of("validate", "--strict", file);

        assertThat(run.exit()).isEqualTo(ExitCode.of(expected).number()).isBetween(3, 5);
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith(file + ": ").matches(".*  \\[KJ-[A-Z]+-\\d+]"));
    }

    @ParameterizedTest
    @CsvSource({
        "wrong_padding.h5, 1, 3",
        "lambda.keras, 1, 4",
        "giant_model.h5, 1, 5",
        "truncated.h5, 1, 3",
        "text.h5, 3, 3",
        "weights_only.h5, 1, 3"
    })
    void tellsProblemsApartOnlyWhenStrict(String file, int plain, int strict) {
        Path path = fixture("broken/" + file);

        assertThat(Run.of("validate", path).exit()).isEqualTo(plain);
        assertThat(Run.of("validate", path, "--strict").exit()).isEqualTo(strict);
    }

    @Test
    void manyFilesAreCheckedInOneGo() {
        Path sound = fixture("reference/mnist_cnn_trained_model.h5");
        Run run = Run.of("validate", sound, fixture("broken/wrong_shape.h5"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().lines())
                .containsExactly(
                        sound + ": sound",
                        fixture("broken/wrong_shape.h5")
                                + ": dense (Dense), kernel: is (31, 3) in the file (model_weights/dense/dense/kernel:0),"
                                + " expected (32, 3)  [KJ-WEIGHT-2]");
    }

    @Test
    void aSoundModelEndsWithZero() {
        assertThat(Run.of("validate", "--strict", fixture("reference/c_k3_cl.keras"))
                        .exit())
                .isZero();
    }

    @Test
    void aRaisedLimitLetsTheFilePass() {
        Path file = fixture("reference/mnist_cnn_trained_model.h5");

        assertThat(Run.of("validate", file, "--strict", "--limit", "arrayBytes=1000")
                        .exit())
                .isEqualTo(5);
        assertThat(Run.of("validate", file, "--strict", "--limit", "arrayBytes=100000000")
                        .exit())
                .isZero();
    }

    @Test
    void hasEverythingAsJson() {
        Run run = Run.of("validate", "--json", fixture("broken/wrong_padding.keras"), fixture("broken/lambda.h5"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.json().path("exit").asInt()).isEqualTo(1);
        assertThat(run.json().at("/files/0/isSound").asBoolean()).isFalse();
        assertThat(run.json().at("/files/0/problems/0/code").asText()).isEqualTo("KJ-ARG-4");
        assertThat(run.json().at("/files/0/problems/0/layer").asText()).isEqualTo("conv");
        assertThat(run.json().at("/files/0/problems/0/argument").asText()).isEqualTo("padding");
        assertThat(run.json().at("/files/1/exit").asInt()).isEqualTo(4);
    }
}
