package io.github.kerasjvm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.data.Npz;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.export.keras.Keras3Writer;
import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.OpenModel;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.fit.TrainingData;
import io.github.kerasjvm.verify.training.TrainingCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an optimizer of an older Keras remembers goes along to Keras 3; {@code LiftedKerasTest} has real Keras 3 go on. */
class LiftedFileTest {

    private static final Path OWN = Path.of(System.getProperty("keras-jvm.fixtures"), "training");
    private static final Path SHARED = Path.of(System.getProperty("keras-jvm.shared"), "ref", "train");

    @TempDir
    private Path folder;

    @Test
    void writesTheArraysOfTheFileInTheOrderOfKeras3() throws IOException {
        Import source = Import.of(OWN.resolve("tfk_sequence/before.h5"));
        Path lifted = folder.resolve("lifted.keras");

        List<Change> changes = LiftedFile.write(source, source.load(), lifted);

        assertThat(changes).doesNotContain(Keras3Writer.BEGINS_ANEW);
        assertThat(changes)
                .anyMatch(change -> change.text().equals("Keras 3 updates the rows of an embedding by other rules"));
        try (OpenModel before = source.openModel();
                OpenModel after = Import.of(lifted).openModel()) {
            assertThat(after.origin().generation()).isEqualTo(Generation.KERAS_3);
            List<StoredArray> tfKeras = before.raw().optimizer();
            List<StoredArray> keras3 = new ArrayList<>(after.raw().optimizer());
            // Keras 3 keeps the learning rate behind the count; the moments stand in the same order in both.
            assertThat(keras3.remove(1).readFloats()).containsExactly(0.01f);
            assertThat(keras3).hasSameSizeAs(tfKeras);
            assertThat(keras3.get(0).type()).isEqualTo("int64");
            for (int i = 0; i < tfKeras.size(); i++) {
                assertThat(keras3.get(i).readFloats())
                        .as(tfKeras.get(i).path())
                        .containsExactly(tfKeras.get(i).readFloats());
            }
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(lifted);
        }
    }

    /** The losses are those that the older Keras had in the steps behind its file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "k1-opt-adam",
                "k1-opt-adamax",
                "k1-rnn-lstm",
                "k1th-arch-a-cf",
                "k2-opt-adadelta",
                "k224-opt-adam-amsgrad",
                "k224-opt-sgd-nesterov-decay",
                "tfk-opt-adamw"
            })
    void goesOnToTheSameLosses(String name) throws IOException {
        assumeTrue(Files.isDirectory(SHARED), "the shared reference data is not here");
        TrainingCase recorded = TrainingCase.read(SHARED.resolve(name));
        Import source = Import.of(recorded.model());
        Path lifted = folder.resolve("lifted.keras");
        List<Change> changes = LiftedFile.write(source, source.load(), lifted);

        assertThat(changes).noneMatch(change -> change.text().startsWith("the optimizer begins"));
        TrainerOptions options = TrainerOptions.of(Engines.find("reference"), new EngineOptions(1));
        try (Trainer trainer = Trainer.of(Import.of(lifted).backend("tensorflow"), options);
                Npz batches = Npz.open(recorded.folder().resolve("batches.npz"));
                Npz golden = Npz.open(recorded.folder().resolve("losses.npz"))) {
            assertThat(trainer.continues()).isTrue();
            TrainingData rows = new TrainingData(arrays(batches, "x_"), arrays(batches, "y_"), Optional.empty());
            int row = 0;
            for (int step = 0; step < recorded.batchSizes().size(); step++) {
                int next = row + recorded.batchSizes().get(step);
                trainer.beginEpoch();
                trainer.train(rows.rows(row, next).batch(), Map.of());
                double expected = golden.doubles("loss")[step];
                assertThat(trainer.logs().get("loss"))
                        .as("step %d", step)
                        .isCloseTo(expected, Offset.offset(1e-6 + 2e-4 * Math.abs(expected)));
                row = next;
            }
        }
    }

    private static List<Tensor> arrays(Npz batches, String name) {
        List<Tensor> arrays = new ArrayList<>();
        for (int i = 0; batches.has(name + i); i++) {
            arrays.add(batches.tensor(name + i));
        }
        return arrays;
    }

    @ParameterizedTest
    @CsvSource({"k1-opt-rmsprop, RMSprop", "k2-opt-nadam, Nadam", "tfk-opt-nadam, Nadam"})
    void leavesAModelUncompiledThatKeras3TrainsByOtherRules(String name, String optimizer) {
        assumeTrue(Files.isDirectory(SHARED), "the shared reference data is not here");
        Import source = Import.of(TrainingCase.read(SHARED.resolve(name)).model());
        Path lifted = folder.resolve("lifted.keras");

        List<Change> changes = LiftedFile.write(source, source.load(), lifted);

        assertThat(changes)
                .anyMatch(change -> change.kind() == Change.Kind.DROPPED
                        && change.text().contains("the optimizer " + optimizer + " of"));
        assertThat(Import.of(lifted).load().trainingConfig()).isEmpty();
    }
}
