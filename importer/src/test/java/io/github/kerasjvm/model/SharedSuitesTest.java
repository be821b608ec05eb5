package io.github.kerasjvm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.kerasjvm.problem.ImportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file of the suites is told about or refused, in the importer's own words; what is sound loads and lowers. */
class SharedSuitesTest {

    @ParameterizedTest
    @ValueSource(strings = {"ref/arch", "ref/keras1", "wild"})
    void everyFileIsReadOrRefused(String suite) throws IOException {
        Path folder = Path.of(System.getProperty("keras-jvm.shared", "absent"), suite);
        assumeTrue(Files.isDirectory(folder), "the reference data is not there: " + suite);
        List<String> lines = Files.readAllLines(folder.resolve("index.tsv"));

        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split("\t", -1);
            Import file = Import.of(folder.resolve(columns[0]));
            check(columns[1].isEmpty() ? file : file.weights(folder.resolve(columns[1])), columns[3]);
        }
    }

    private static void check(Import file, String expect) {
        Inspection inspection;
        try {
            inspection = file.inspect();
        } catch (ImportException e) {
            assertThat(expect).as(e.getMessage()).isIn("refuse", "either");
            return;
        }
        assertThat(expect.equals("refuse") && inspection.problems().isEmpty())
                .as("%s has to be refused", file.file())
                .isFalse();
        if (inspection.problems().isEmpty()) {
            KerasModel model = file.load();
            assertThat(model.parameters()).isEqualTo(inspection.parameters());
            if (model.inputs().stream().allMatch(input -> input.shape().isKnownFrom(1))) {
                assertThat(model.lower().outputs()).hasSameSizeAs(model.outputs());
            }
        }
    }
}
