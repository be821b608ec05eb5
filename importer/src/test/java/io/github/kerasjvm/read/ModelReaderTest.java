package io.github.kerasjvm.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.problem.ImportException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelReaderTest {

    private static final String CONFIG = "{\"class_name\": \"Model\", \"config\": {}, \"keras_version\": \"2.2.4\"}";

    @TempDir
    Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Path architecture() throws IOException {
        return Files.writeString(folder.resolve("model.json"), CONFIG);
    }

    @Test
    void theNameOfAFileMeansNothing() throws IOException {
        Path file = file("model.json", TestFiles.bytes(TestFiles.WHOLE));
        try (RawModel model = ModelReader.open(file, Limits.DEFAULT)) {
            assertThat(model.container()).isEqualTo(RawModel.Container.HDF5);
            assertThat(model.file()).isEqualTo(file.toString());
            assertThat(AllArrays.of(model).get(2).readFloats()).containsExactly(0, 1, 2, 3, 4, 5);
        }
    }

    @Test
    void aFileThatIsNotThereOrIsAFolderIsSaidToBe() throws IOException {
        assertThatThrownBy(() -> ModelReader.open(folder.resolve("no.h5"), Limits.DEFAULT))
                .isInstanceOf(ImportException.NotAModel.class)
                .hasMessageContaining("there is no such file")
                .hasMessageContaining("KJ-FILE-2");
        assertThatThrownBy(() -> ModelReader.open(folder, Limits.DEFAULT))
                .hasMessageContaining("not a Keras model but a folder; expected a file");
        file("saved_model.pb", new byte[1]);
        assertThatThrownBy(() -> ModelReader.open(folder, Limits.DEFAULT))
                .hasMessageContaining("not a Keras model but a TensorFlow SavedModel");
    }

    @Test
    void anArchitectureAndItsWeightsBecomeOneModel() throws IOException {
        Path weights = file("weights.h5", TestFiles.bytes(TestFiles.GROUPED));
        try (RawModel model = ModelReader.open(architecture(), weights, Limits.DEFAULT)) {
            assertThat(model.config()).contains(CONFIG);
            assertThat(model.kerasVersion()).isEqualTo("2.2.4");
            assertThat(model.backend()).isEqualTo("theano");
            assertThat(AllArrays.of(model)).hasSize(5);
        }
        Path tree = file("model.weights.h5", TestFiles.bytes(TestFiles.KINDS));
        try (RawModel model = ModelReader.open(architecture(), tree, Limits.DEFAULT)) {
            assertThat(model.weights().orElseThrow()).isInstanceOf(WeightSource.Tree.class);
        }
    }

    @Test
    void weightsOfKeras1AreOfNoUseToAnArchitectureOfKeras2() throws IOException {
        Path weights = file("weights.h5", TestFiles.bytes(TestFiles.GROUPED));
        Path older = file("old.json", CONFIG.replace("2.2.4", "1.2.2").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> ModelReader.open(older, weights, Limits.DEFAULT))
                .isInstanceOf(ImportException.Broken.class)
                .hasMessageContaining("the weights are of Keras 2.1.6, the architecture of Keras 1.2.2");
    }

    @Test
    void eachOfTwoFilesMustHoldItsHalf() throws IOException {
        Path weights = file("weights.h5", TestFiles.bytes(TestFiles.GROUPED));
        assertThatThrownBy(() -> ModelReader.open(weights, architecture(), Limits.DEFAULT))
                .hasMessageContaining("weights.h5: expected an architecture, and it holds weights only")
                .hasMessageContaining("KJ-FILE-4");
        assertThatThrownBy(() -> ModelReader.open(architecture(), architecture(), Limits.DEFAULT))
                .hasMessageContaining("model.json: expected weights, and it holds an architecture only")
                .hasMessageContaining("KJ-WEIGHT-4");
    }

    @Test
    void arraysAreReadByManyThreadsAtOnce() throws IOException {
        Path file = file("m.weights.h5", TestFiles.bytes(TestFiles.KINDS));
        try (RawModel model = ModelReader.open(file, Limits.DEFAULT)) {
            long right = IntStream.range(0, 500)
                    .parallel()
                    .filter(i -> AllArrays.of(model).get(12 + 16 + i % 3).readFloats()[34] == 34)
                    .count();
            assertThat(right).isEqualTo(500);
        }
    }

    @Test
    void anArrayCannotBeReadOnceItsFileIsClosed() throws IOException {
        RawModel model = ModelReader.open(file("m.h5", TestFiles.bytes(TestFiles.WHOLE)), Limits.DEFAULT);
        StoredArray array = AllArrays.of(model).get(0);
        model.close();
        assertThatThrownBy(array::readFloats)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
        model.close();
    }

    @Test
    void aFileThatShrinksWhileItIsOpenIsReportedAsUnreadable() throws IOException {
        Path file = file("m.h5", TestFiles.bytes(TestFiles.WHOLE));
        try (RawModel model = ModelReader.open(file, Limits.DEFAULT)) {
            Files.write(file, new byte[10]);
            for (StoredArray array : AllArrays.of(model)) {
                try {
                    array.readFloats();
                } catch (ImportException e) {
                    assertThat(e.getMessage()).contains("became shorter");
                }
            }
        }
    }
}
