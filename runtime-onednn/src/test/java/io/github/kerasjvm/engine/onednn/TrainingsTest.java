package io.github.kerasjvm.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.reference.ReferenceEngine;
import io.github.kerasjvm.train.TrainerOptions;
import io.github.kerasjvm.verify.CaseResult.Outcome;
import io.github.kerasjvm.verify.training.TrainingCase;
import io.github.kerasjvm.verify.training.TrainingResult;
import io.github.kerasjvm.verify.training.TrainingRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Trainings that real Keras has recorded, done again on oneDNN. */
class TrainingsTest {

    @Test
    void givesKerasLossesAndWeightsWhereverPlainJavaDoes() {
        Path folder = Path.of(System.getProperty("keras-jvm.shared", "absent"), "ref", "train");
        assumeTrue(Files.isDirectory(folder), "the recorded trainings are not there");
        List<TrainingCase> cases = TrainingCase.all(folder);
        int matching = 0;
        for (TrainingCase recorded : cases) {
            TrainingResult result = run(new OneDnnEngine(), recorded);
            if (result.outcome() == Outcome.MATCH) {
                matching++;
            } else {
                assertThat(run(new ReferenceEngine(), recorded).outcome())
                        .as("%s", result)
                        .isEqualTo(result.outcome());
            }
        }
        assertThat(matching).isGreaterThan(cases.size() / 2);
    }

    @Test
    void givesKerasLossesAndWeightsOfTheFixtures() {
        Path folder = Path.of(System.getProperty("keras-jvm.fixtures"), "training");
        assertThat(TrainingCase.all(folder))
                .isNotEmpty()
                .extracting(recorded -> run(new OneDnnEngine(), recorded).outcome())
                .containsOnly(Outcome.MATCH);
    }

    private static TrainingResult run(Engine engine, TrainingCase recorded) {
        TrainerOptions options = TrainerOptions.of(engine, new EngineOptions(1));
        return new TrainingRunner(options, UnaryOperator.identity()).run(recorded);
    }
}
