package io.github.kerasjvm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Broken and hostile files, each with what is said about it. */
class BrokenFilesTest {

    private static final Path FOLDER = Path.of(System.getProperty("keras-jvm.fixtures"), "broken");

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/broken.tsv", delimiter = '\t', numLinesToSkip = 1)
    void saysWhatIsWrong(String file, String kind, String expected) {
        assertThatThrownBy(() -> Import.of(FOLDER.resolve(file)).load())
                .isInstanceOfSatisfying(ImportException.class, e -> {
                    assertThat(e.getClass().getSimpleName()).isEqualTo(kind);
                    assertThat(e.problems().get(0).toString()).isEqualTo(expected);
                });
    }

    @Test
    void everyBrokenFileHasItsMessage() throws IOException {
        List<String> written = Files.readAllLines(FOLDER.resolve("index.tsv"));
        try (Stream<String> expected = new java.io.BufferedReader(new java.io.InputStreamReader(
                        getClass().getResourceAsStream("/broken.tsv"), java.nio.charset.StandardCharsets.UTF_8))
                .lines()) {
            assertThat(expected.skip(1).map(line -> line.split("\t")[0]))
                    .containsExactlyInAnyOrderElementsOf(written.stream()
                            .skip(1)
                            .map(line -> line.split("\t")[0])
                            .toList());
        }
    }

    @Test
    void inspectingTellsWhatIsThereAndWhatIsWrong() {
        Inspection inspection = Import.of(FOLDER.resolve("lambda.h5")).inspect();

        assertThat(inspection.layers()).extracting(LayerSummary::className).contains("Lambda");
        assertThat(inspection.problems()).extracting(Problem::className).containsExactly("Lambda");
    }

    @Test
    void weightsAloneAreListed() {
        Inspection inspection = Import.of(FOLDER.resolve("weights_only.h5")).inspect();

        assertThat(inspection.graph()).isEmpty();
        assertThat(inspection.stored()).isNotEmpty();
    }

    @Test
    void aFileThatIsNotThereIsSaidToBeSo() {
        assertThatThrownBy(() -> Import.of(FOLDER.resolve("nowhere.h5")).load())
                .hasMessageContaining("nowhere.h5: there is no such file  [KJ-FILE-2]");
    }
}
