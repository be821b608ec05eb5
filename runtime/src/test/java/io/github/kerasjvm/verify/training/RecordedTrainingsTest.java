package io.github.kerasjvm.verify.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.train.TrainerOptions;
import io.github.kerasjvm.verify.CaseResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trainings that real Keras recorded, of every generation: losses, metrics, weights and optimizer state agree. */
class RecordedTrainingsTest {

    private static final Path OWN = Path.of(System.getProperty("keras-jvm.fixtures"), "training");
    private static final Path SHARED = Path.of(System.getProperty("keras-jvm.shared"), "ref", "train");

    private static TrainingRunner runner() {
        return new TrainingRunner(
                TrainerOptions.of(Engines.find("reference"), new EngineOptions(1)), UnaryOperator.identity());
    }

    static Stream<TrainingCase> own() {
        return TrainingCase.all(OWN).stream();
    }

    static Stream<Path> shared() throws IOException {
        if (!Files.isDirectory(SHARED)) {
            return Stream.of(SHARED);
        }
        try (Stream<Path> folders = Files.list(SHARED)) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("own")
    void agree(TrainingCase recorded) {
        requireMatch(recorded);
    }

    @ParameterizedTest
    @MethodSource("shared")
    void sharedOnesAgree(Path folder) {
        Assumptions.assumeTrue(Files.isDirectory(folder), "the shared reference data is not here");
        requireMatch(TrainingCase.read(folder));
    }

    private static void requireMatch(TrainingCase recorded) {
        TrainingResult result = runner().run(recorded);
        assertThat(result.message()).isEmpty();
        assertThat(result.firstDifference()).isEmpty();
        assertThat(result.outcome()).isEqualTo(Outcome.MATCH);
        assertThat(result.maxLossRel()).isGreaterThan(-1); // something was compared
    }

    @Test
    void anotherTrainingDiffers(@TempDir Path folder) throws IOException {
        Path source = OWN.resolve("tfk_sequence");
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        String text = Files.readString(folder.resolve("case.json"));
        Files.writeString(
                folder.resolve("case.json"),
                text.replace("\"class_weight\": null", "\"class_weight\": {\"0\": 2, \"1\": 1}"));

        TrainingResult result = runner().run(TrainingCase.read(folder));

        assertThat(result.outcome()).isEqualTo(Outcome.MISMATCH);
        assertThat(result.firstDifference()).contains("of step 0 is ").contains(", Keras has ");
    }
}
