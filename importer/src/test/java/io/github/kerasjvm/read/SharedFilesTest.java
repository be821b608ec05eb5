package io.github.kerasjvm.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.kerasjvm.problem.ImportException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                        "077 CONFIG", // YAML of two models, one after the other
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

    @Test
    void modelsOneBehindTheOtherAreRefusedWithTheLineBetweenThem() {
        Path file = SharedFiles.models("wild/files").stream()
                .filter(path -> path.getFileName().toString().startsWith("077_"))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> ModelReader.open(file, Limits.DEFAULT))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("the key \"backend\" comes a second time")
                .hasMessageContaining("Give the lines before line 71, and those from it on, as two files");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ref/keras1/k108_theano_conv1d.h5, 1.0.8, '', 5, 175, 43.107868327759206",
        "ref/arch/k20_theano_cnn_cf.h5, 2.0.8, theano, 4, 163, 35.97800589108374",
        "ref/arch/k231_h5_001.h5, 2.3.1, tensorflow, 4, 139, 37.871545158326626",
        "ref/arch/k215_keras_000.keras, 2.15.0, '', 9, 359, 98.8030395625392",
        "ref/arch/k3_sp_deep_numbering.h5, 3.15.1, tensorflow, 40, 400, 168.79709622554947",
        "ref/arch/k3_sp_encoder_decoder.keras, 3.15.1, '', 8, 250, 136.98537943558767",
        "wild/files/080_cartpole-ddqn.h5, 2.0.6, tensorflow, 6, 770, 227.0879132241389",
        "wild/files/092_hgq_mnist_heterogeneous.h5, 2.13.1, tensorflow, 32, 3993, 1074.6953125",
    })
    void theArraysAreThoseThatH5pyReads(
            String name, String version, String backend, int arrays, long elements, double sumOfAbsolutes) {
        try (RawModel model = ModelReader.open(SharedFiles.file(name), Limits.DEFAULT)) {
            assertThat(model.kerasVersion()).isEqualTo(version);
            assertThat(model.backend()).isEqualTo(backend);
            List<StoredArray> found = AllArrays.of(model);
            assertThat(found).hasSize(arrays);
            double sum = 0;
            long count = 0;
            for (StoredArray array : found) {
                count += array.shape().elements();
                for (float value : array.readFloats()) {
                    sum += Math.abs((double) value);
                }
            }
            assertThat(count).isEqualTo(elements);
            assertThat(sum).isCloseTo(sumOfAbsolutes, within(1e-9 * sumOfAbsolutes));
        }
    }
}
