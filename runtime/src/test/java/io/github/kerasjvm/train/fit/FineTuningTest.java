package io.github.kerasjvm.train.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.data.Npz;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.CompileConfig;
import io.github.kerasjvm.train.Trainer;
import io.github.kerasjvm.train.TrainerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training over epochs: what it leaves behind, and that an interruption changes nothing. */
class FineTuningTest {

    private static final Path CASES = Path.of(System.getProperty("keras-jvm.fixtures"), "training");
    private static final FitOptions OPTIONS = FitOptions.of(4).batchSize(16).shuffle(3);

    @TempDir
    private Path folder;

    private static TrainingData data(String name) {
        try (Npz npz = Npz.open(CASES.resolve(name + ".npz"))) {
            List<Tensor> labels =
                    npz.has("y") ? List.of(npz.tensor("y")) : List.of(npz.tensor("y_0"), npz.tensor("y_1"));
            return new TrainingData(List.of(npz.tensor("x")), labels, Optional.empty());
        }
    }

    private static Import source(String name) {
        return Import.of(CASES.resolve(name));
    }

    private static TrainerOptions trainer() {
        return TrainerOptions.of(Engines.find("reference"), new EngineOptions(1))
                .seed(5);
    }

    private static FineTuning tuning(
            String name, Path target, FitOptions options, List<Function<Trainer, FitListener>> listeners) {
        TrainingData data = data(name.contains("stateful") ? "steps" : name.startsWith("k3") ? "image" : "words");
        return new FineTuning(
                source(name), target, trainer(), data.rows(0, 64), Optional.of(data.rows(64, 96)), options, listeners);
    }

    /** Ends training in the middle of the third epoch, as a kill does, or as one who asks to stop. */
    private record Interrupting(boolean asks, boolean[] due) implements FitListener {
        @Override
        public void batchEnd(int epoch, int batch, int batches) {
            due[0] = epoch == 2 && batch == 2;
            if (due[0] && !asks) {
                throw new IllegalStateException("killed");
            }
        }

        @Override
        public boolean stops() {
            return asks && due[0];
        }
    }

    @ParameterizedTest
    @CsvSource({"k3_two_outputs/before.keras, .keras", "tfk_sequence/before.h5, .h5", "k3_stateful/before.keras, .keras"
    })
    void goesOnAfterAKillAsIfNothingHadHappened(String name, String end) throws IOException {
        Path whole = folder.resolve("whole" + end);
        Path killed = folder.resolve("killed" + end);
        FineTuning.Result expected = tuning(name, whole, OPTIONS, List.of()).run();
        FineTuning interrupted = tuning(name, killed, OPTIONS, List.of(t -> new Interrupting(false, new boolean[1])));
        assertThatThrownBy(interrupted::run).hasMessage("killed");
        assertThat(new Checkpoint(killed).read().orElseThrow().epoch()).isEqualTo(2);

        FineTuning.Result resumed = tuning(name, killed, OPTIONS, List.of()).resume();

        assertThat(resumed.history()).isEqualTo(expected.history());
        assertThat(Files.readAllBytes(killed)).isEqualTo(Files.readAllBytes(whole));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(4); // no temporary file
        }
    }

    @ParameterizedTest
    @CsvSource({"k3_two_outputs/before.keras, .keras", "tfk_sequence/before.h5, .h5", "k3_stateful/before.keras, .keras"
    })
    void whoAsksToStopLosesNoBatch(String name, String end) throws IOException {
        Path whole = folder.resolve("whole" + end);
        Path stopped = folder.resolve("stopped" + end);
        tuning(name, whole, OPTIONS, List.of()).run();
        FineTuning.Result first = tuning(name, stopped, OPTIONS, List.of(t -> new Interrupting(true, new boolean[1])))
                .run();
        assertThat(first.isStopped()).isTrue();
        assertThat(new Checkpoint(stopped).read().orElseThrow().batches()).isEqualTo(2);

        tuning(name, stopped, OPTIONS, List.of()).resume();

        assertThat(Files.readAllBytes(stopped)).isEqualTo(Files.readAllBytes(whole));
    }

    @Test
    void givesAStatefulModelBatchesOfItsSizeAlone() {
        Path target = folder.resolve("net.h5");
        FineTuning smaller = tuning("tfk_stateful/before.h5", target, OPTIONS.batchSize(8), List.of());
        assertThatThrownBy(smaller::run)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("takes batches of 16 rows, got 8");
        FineTuning all = tuning("tfk_stateful/before.h5", target, OPTIONS, List.of());
        FineTuning some = new FineTuning(
                all.source(), target, trainer(), all.data().rows(0, 63), Optional.empty(), OPTIONS, List.of());
        assertThatThrownBy(some::run)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the last 15 of 63 rows are no batch");
        assertThat(target).doesNotExist();
    }

    @Test
    void goesOnOnlyWithTheSameTraining() throws IOException {
        Path target = folder.resolve("net.keras");
        FineTuning tuning = tuning("k3_two_outputs/before.keras", target, OPTIONS, List.of());
        assertThatThrownBy(tuning::resume).isInstanceOf(DataException.class).hasMessageContaining("no notes");
        tuning.run();

        FineTuning other = tuning("k3_two_outputs/before.keras", target, OPTIONS.batchSize(8), List.of());
        assertThatThrownBy(other::resume)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("batches of 16")
                .hasMessageContaining("batches of 8");

        FineTuning faster = new FineTuning(
                tuning.source(),
                target,
                trainer().training("{\"optimizer\": \"sgd\"}"),
                tuning.data(),
                tuning.validation(),
                OPTIONS,
                List.of());
        assertThatThrownBy(faster::resume).isInstanceOf(DataException.class).hasMessageContaining("compiled as");

        Files.copy(
                CASES.resolve("k3_two_outputs/before.keras"),
                target,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(tuning::resume).isInstanceOf(DataException.class).hasMessageContaining("not the file");
    }

    @Test
    void frozenLayersStayAndSayIt() {
        Path target = folder.resolve("net.keras");
        Import frozen = source("k3_two_outputs/before.keras").freeze(List.of("conv", "inner/*"));
        KerasModel before = frozen.load();
        TrainerOptions anew = trainer().training(before.trainingConfig().orElseThrow());
        new FineTuning(frozen, target, anew, data("image"), Optional.empty(), FitOptions.of(1), List.of()).run();

        KerasModel after = Import.of(target).load();
        for (String weight : before.weights().keySet()) {
            boolean isSame = weight.startsWith("conv/") || weight.startsWith("inner/");
            assertThat(after.weights().get(weight).equals(before.weights().get(weight)))
                    .as(weight)
                    .isEqualTo(isSame);
        }
        assertThat(after.config()).contains("\"trainable\":false");
        assertThatThrownBy(() -> source("k3_two_outputs/before.keras")
                        .freeze(List.of("no*"))
                        .load())
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("no layer has a path like \"no*\"");
    }

    @ParameterizedTest
    @CsvSource({"k3_two_outputs/before.keras, sgd", "tfk_sequence/before.h5, RMSprop", "tfk_sequence/before.h5, Nadam"})
    void anotherOptimizerIsInTheFile(String name, String optimizer) {
        Path target = folder.resolve("net" + name.substring(name.lastIndexOf('.')));
        String config = CompileConfig.of(source(name).load())
                .optimizer(optimizer)
                .learningRate(0.003)
                .changed()
                .orElseThrow();
        TrainingData data = data(name.contains("stateful") ? "steps" : name.startsWith("k3") ? "image" : "words");
        new FineTuning(
                        source(name),
                        target,
                        trainer().training(config),
                        data,
                        Optional.empty(),
                        FitOptions.of(1),
                        List.of())
                .run();

        try (Trainer trainer = Trainer.of(Import.of(target), trainer())) {
            assertThat(trainer.continues()).isTrue();
            assertThat(trainer.counts().iterations()).isEqualTo(3);
            assertThat(trainer.learningRate()).isEqualTo(0.003f);
        }
    }

    @Test
    void theLearningRateFallsOnAPlateauAndIsInTheFile() {
        Path target = folder.resolve("net.h5");
        List<Function<Trainer, FitListener>> listeners =
                List.of(trainer -> new ReduceOnPlateau(trainer, "loss", 0.5, 1, 0));
        // Nothing gets better by much with a rate of 0.
        String config = CompileConfig.of(source("tfk_sequence/before.h5").load())
                .learningRate(1e-12)
                .changed()
                .orElseThrow();
        new FineTuning(
                        source("tfk_sequence/before.h5"),
                        target,
                        trainer().training(config),
                        data("words"),
                        Optional.empty(),
                        FitOptions.of(3),
                        listeners)
                .run();

        try (Trainer trainer = Trainer.of(Import.of(target), trainer())) {
            assertThat((double) trainer.learningRate()).isCloseTo(0.25e-12, within(1e-18));
        }
    }

    @Test
    void endsEarlyAndKeepsTheBest() {
        Path target = folder.resolve("net.keras");
        int[] saved = new int[1];
        List<Map<String, Double>> history = tuning(
                        "k3_two_outputs/before.keras",
                        target,
                        FitOptions.of(9).batchSize(16),
                        List.of(
                                trainer -> new BestCheckpoint("loss", () -> saved[0]++),
                                trainer -> new EarlyStopping("val_loss", 2, 10)))
                .run()
                .history();

        // Nothing is better by 10 than the first, which is better than nothing.
        assertThat(history).hasSize(3);
        assertThat(saved[0]).isBetween(1, 3);
    }

    @Test
    void whatIsNotInTheLogsCannotBeGoneBy() {
        FineTuning tuning = tuning(
                "k3_two_outputs/before.keras",
                folder.resolve("net.keras"),
                OPTIONS,
                List.of(trainer -> new EarlyStopping("val_acuracy", 2, 0)));
        assertThatThrownBy(tuning::run)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("there is no val_acuracy to go by")
                .hasMessageContaining("val_kind_accuracy");
    }

    @Test
    void historyIsATableOrJson() {
        History history = new History(List.of(Map.of("loss", 0.5), Map.of("loss", 0.25)));
        history.write(folder.resolve("h.csv"));
        history.write(folder.resolve("h.json"));

        assertThat(folder.resolve("h.csv")).hasContent("epoch,loss\n0,0.5\n1,0.25\n");
        assertThat(folder.resolve("h.json")).content().contains("\"loss\" : 0.25");
    }
}
