package io.github.kerasjvm.train.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.NewHead;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.CompileConfig;
import io.github.kerasjvm.train.Trainer;
import io.github.kerasjvm.train.TrainerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transfer learning: what is trained, what stays, and what the file says then. */
class NewHeadTest {

    private static final Path HEADS = Path.of(System.getProperty("keras-jvm.fixtures"), "head");
    private static final int CLASSES = 3;

    @TempDir
    private Path folder;

    private static TrainerOptions trainer() {
        return TrainerOptions.of(Engines.find("reference"), new EngineOptions(1))
                .seed(5);
    }

    /** Pictures, or steps, whose class is the channel with the largest mean. */
    static TrainingData data(Import source, int classes) {
        KerasModel model = source.load();
        Shape shape = model.inputs().get(0).shape();
        Shape output = model.outputs().get(0).shape();
        int rows = 48;
        Random random = new Random(8);
        float[] x = new float[rows * (int) shape.elementsFrom(1)];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat();
        }
        int labels = rows * (int) output.elementsFrom(1) / classes;
        float[] y = new float[labels * classes];
        for (int i = 0; i < labels; i++) {
            y[i * classes + random.nextInt(classes)] = 1;
        }
        return new TrainingData(
                List.of(Tensor.owning(shape.with(0, rows), x)),
                List.of(Tensor.owning(output.with(0, rows), y)),
                Optional.empty());
    }

    private FineTuning tuning(Import source, Path target, int epochs) {
        FitOptions options = FitOptions.of(epochs).batchSize(16).shuffle(3);
        return new FineTuning(source, target, trainer(), data(source, CLASSES), Optional.empty(), options, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "k3_mobile.keras, classes",
        "k3_inner.h5, net/top",
        "tfk_mobile.h5, classes",
        "tfk_inner.h5, net/top",
        "tfk_steps.keras, tag"
    })
    void trainsTheHeadAloneAndLeavesTheRest(String file, String head) {
        Import source =
                Import.of(HEADS.resolve(file)).newHead(NewHead.of(CLASSES).freezingBase());
        KerasModel begun = source.load();
        Path target = folder.resolve(file);

        FineTuning.Result result = tuning(source, target, 2).run();

        assertThat(result.notes().get(0))
                .contains(head)
                .contains("3 units in place of")
                .contains("optimizer began anew");
        KerasModel trained = Import.of(target).load();
        List<String> moved = new ArrayList<>();
        begun.weights().forEach((name, weight) -> {
            if (!Arrays.equals(weight.toArray(), trained.weights().get(name).toArray())) {
                moved.add(name);
            }
        });
        assertThat(new TreeSet<>(moved)).containsExactly(head + "/bias", head + "/kernel");
        assertThat(trained.config()).isEqualTo(begun.config());
        try (Trainer goesOn = Trainer.of(Import.of(target), trainer())) {
            assertThat(goesOn.continues()).isTrue();
            assertThat(goesOn.counts().iterations()).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @CsvSource({"k3_inner.h5, true", "tfk_mobile.h5, false", "k3_mobile.keras, true"})
    void goesOnAfterAnInterruption(String file, boolean freezes) throws IOException {
        NewHead head = freezes ? NewHead.of(CLASSES).freezingBase() : NewHead.of(CLASSES);
        Import source = Import.of(HEADS.resolve(file)).newHead(head.seed(9));
        Path whole = folder.resolve("whole_" + file);
        Path parts = folder.resolve("parts_" + file);
        FineTuning.Result expected = tuning(source, whole, 3).run();
        tuning(source, parts, 1).run();

        FineTuning.Result resumed = tuning(source, parts, 3).resume();

        assertThat(resumed.history()).isEqualTo(expected.history());
        assertThat(Files.readAllBytes(parts)).isEqualTo(Files.readAllBytes(whole));
        Import other = Import.of(HEADS.resolve(file)).newHead(head.seed(10));
        assertThatThrownBy(() -> tuning(other, parts, 4).resume()).hasMessageContaining("cannot go on with");
    }

    @Test
    void aLossForOneUnitDoesNotFitSeveral() {
        Import source = Import.of(HEADS.resolve("tfk_binary.h5")).newHead(NewHead.of(CLASSES));

        assertThatThrownBy(() -> Trainer.of(source, trainer()))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("BinaryCrossentropy for one unit")
                .hasMessageContaining("softmax")
                .hasMessageContaining("sparse_categorical_crossentropy");
        // One who names a loss has decided: several classes may hold at once.
        String training = CompileConfig.of(source.load())
                .loss("binary_crossentropy")
                .changed()
                .orElseThrow();
        Trainer.of(source, trainer().training(training)).close();
    }

    @Test
    void aLossForClassesDoesNotFitOneUnit() {
        Import source =
                Import.of(HEADS.resolve("tfk_inner.h5")).newHead(NewHead.of(1).activation("sigmoid"));

        assertThatThrownBy(() -> Trainer.of(source, trainer()))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("CategoricalCrossentropy, which needs a unit for each class")
                .hasMessageContaining("binary_crossentropy");
    }

    @Test
    void withFirstWeightsTheOptimizerBeginsAnew() {
        Import source = Import.of(HEADS.resolve("tfk_inner.h5"));
        try (Trainer before = Trainer.of(source, trainer());
                Trainer fresh = Trainer.of(source.fresh(1), trainer())) {
            assertThat(before.continues()).isTrue();
            assertThat(fresh.continues()).isFalse();
            assertThat(fresh.counts().iterations()).isZero();
        }
    }
}
