package io.github.kerasjvm.train.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kerasjvm.data.Npz;
import io.github.kerasjvm.data.NpzWriter;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.NewHead;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.Trainer;
import io.github.kerasjvm.train.TrainerOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real Keras goes on with what was trained here: the same evaluation, and the same losses in the next epoch as here. Runs in
 * the Python that {@code KERAS_JVM_KERAS3} names, with Keras 3 and tf_keras.
 */
@Tag("slow")
class RealKerasTrainingTest {

    private static final Path FIXTURES = Path.of(System.getProperty("keras-jvm.fixtures"));
    private static final Path SCRIPT = FIXTURES.resolve("../../../../../../../python/continue_training.py");
    private static final int BATCH = 16;

    @TempDir
    private Path folder;

    private static TrainingData data(Path file) {
        try (Npz npz = Npz.open(file)) {
            List<Tensor> labels =
                    npz.has("y") ? List.of(npz.tensor("y")) : List.of(npz.tensor("y_0"), npz.tensor("y_1"));
            return new TrainingData(List.of(npz.tensor("x")), labels, Optional.empty());
        }
    }

    private static TrainerOptions trainer() {
        return TrainerOptions.of(Engines.find("reference"), new EngineOptions(1));
    }

    @ParameterizedTest
    @CsvSource({"k3_two_outputs/before.keras, image, ''", "tfk_sequence/before.h5, words, --tf-keras"})
    void goesOnToTheSameLosses(String name, String kind, String argument) throws Exception {
        String python = System.getenv("KERAS_JVM_KERAS3");
        assumeTrue(python != null, "no Python is named by KERAS_JVM_KERAS3");
        Path rows = FIXTURES.resolve("training/" + kind + ".npz");
        TrainingData data = data(rows);
        Path target = folder.resolve("trained" + name.substring(name.lastIndexOf('.')));
        FitOptions epoch = FitOptions.of(1).batchSize(BATCH);
        Import source = Import.of(FIXTURES.resolve("training/" + name));
        new FineTuning(source, target, trainer(), data, Optional.empty(), epoch, List.of()).run();

        JsonNode keras = python(python, target, rows, data.rows(), argument);

        try (Trainer trainer = Trainer.of(Import.of(target), trainer())) {
            requireSame(trainer.evaluate(data.batches(BATCH)), keras.path("evaluate"));
            requireSame(Fit.of(trainer, data, epoch).run().get(0), keras.path("fit"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "k3_mobile.keras, true, --evaluate-only",
        "k3_mobile.keras, false, --evaluate-only",
        "k3_inner.h5, true, --evaluate-only",
        "tfk_inner.h5, true, --tf-keras",
        "tfk_inner.h5, false, --tf-keras",
        "tfk_steps.keras, true, --tf-keras"
    })
    void goesOnWithANewHead(String name, boolean freezes, String argument) throws Exception {
        String python = System.getenv("KERAS_JVM_KERAS3");
        assumeTrue(python != null, "no Python is named by KERAS_JVM_KERAS3");
        NewHead head = freezes ? NewHead.of(4).freezingBase() : NewHead.of(4);
        Import source = Import.of(FIXTURES.resolve("head/" + name)).newHead(head);
        TrainingData data = NewHeadTest.data(source, 4);
        Path rows = folder.resolve("rows.npz");
        new NpzWriter()
                .add("x", data.inputs().get(0))
                .add("y", data.labels().get(0))
                .write(rows);
        Path target = folder.resolve(name);
        FitOptions epoch = FitOptions.of(1).batchSize(BATCH);
        new FineTuning(source, target, trainer(), data, Optional.empty(), epoch, List.of()).run();

        JsonNode keras = python(python, target, rows, data.rows(), argument);

        try (Trainer trainer = Trainer.of(Import.of(target), trainer())) {
            requireSame(trainer.evaluate(data.batches(BATCH)), keras.path("evaluate"));
            requireSame(Fit.of(trainer, data, epoch).run().get(0), keras.path("fit"));
        }
    }

    private static void requireSame(Map<String, Double> ours, JsonNode keras) {
        assertThat(ours.keySet()).contains("loss");
        keras.properties().forEach(log -> {
            double expected = log.getValue().asDouble();
            assertThat(ours.get(log.getKey()))
                    .as(log.getKey())
                    .isCloseTo(expected, within(1e-6 + 1e-4 * Math.abs(expected)));
        });
    }

    private static JsonNode python(String python, Path model, Path data, int rows, String argument) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                python,
                SCRIPT.toString(),
                model.toString(),
                "--data",
                data.toString(),
                "--rows",
                Integer.toString(rows),
                "--batch-size",
                Integer.toString(BATCH)));
        if (!argument.isEmpty()) {
            command.add(argument);
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return new ObjectMapper()
                .readTree(out.lines().reduce((first, last) -> last).orElseThrow());
    }
}
