package io.github.kerasjvm.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.problem.ImportException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real files of every Keras generation. */
class SharedFilesTest {

    @Test
    void everyReferenceFileOpensAndAllItsArraysRead() {
        for (Path file : SharedFiles.models("ref/arch", "ref/keras1", "ref/train")) {
            try (RawModel model = ModelReader.open(file, Limits.DEFAULT)) {
                for (StoredArray array : AllArrays.of(model)) {
                    assertThat(array.readFloats())
                            .as("%s %s", file, array.path())
                            .hasSize((int) array.shape().elements());
                }
            }
        }
    }

    @Test
    void everyPublishedFileOpensOrIsRefusedWithAReason() {
        List<String> refused = new ArrayList<>();
        for (Path file : SharedFiles.models("wild/files")) {
            try (RawModel model = ModelReader.open(file, Limits.DEFAULT)) {
                AllArrays.of(model).forEach(StoredArray::readFloats);
            } catch (ImportException e) {
                refused.add(file.getFileName().toString().substring(0, 3) + " "
                        + e.problems().get(0).code());
            }
        }
        assertThat(refused)
                .containsExactly(
                        "077 CONTAINER", // YAML
                        "088 NOT_A_MODEL", // TimeseriesGenerator
                        "089 NOT_A_MODEL", // Tokenizer
                        "094 ARCHIVE", // two members of one name
                        "097 NOT_A_MODEL", // pickle
                        "098 NOT_A_MODEL", // TensorFlow.js
                        "099 NOT_A_MODEL", // Git LFS pointer
                        "100 NOT_A_MODEL", // pickle
                        "101 NOT_A_MODEL") // Git LFS pointer
        ;
    }
}
