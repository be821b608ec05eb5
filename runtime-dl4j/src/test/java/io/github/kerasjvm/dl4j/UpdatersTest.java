package io.github.kerasjvm.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.train.optimizer.Layout;
import io.github.kerasjvm.train.optimizer.Optimizer;
import io.github.kerasjvm.train.optimizer.OptimizerReader;
import io.github.kerasjvm.train.optimizer.Parameters;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.IUpdater;

/** Learning rates of the first steps, as Keras 3.15.1 gives them. */
class UpdatersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ExponentialDecay  | "initial_learning_rate": 0.1, "decay_steps": 3, "decay_rate": 0.5 \
            | 0.1 0.07937005 0.06299605 0.05 0.03968503 0.03149803 0.025
            ExponentialDecay  | "initial_learning_rate": 0.1, "decay_steps": 3, "decay_rate": 0.5, "staircase": true \
            | 0.1 0.1 0.1 0.05 0.05 0.05 0.025
            InverseTimeDecay  | "initial_learning_rate": 0.1, "decay_steps": 3, "decay_rate": 0.5 \
            | 0.1 0.08571429 0.07499999 0.06666667 0.06 0.05454546 0.05
            PiecewiseConstantDecay | "boundaries": [2, 5], "values": [0.1, 0.01, 0.001] \
            | 0.1 0.1 0.1 0.01 0.01 0.01 0.001
            """)
    void followKerassSchedules(String name, String arguments, String rates) {
        String json = "{\"learning_rate\": {\"class_name\": \"" + name + "\", \"config\": {" + arguments + "}}}";
        Problems problems = Problems.none();
        Origin origin = new Origin(Generation.KERAS_3, "3.15.1", "tensorflow", "");
        Optimizer optimizer = new Optimizer(
                OptimizerReader.read("Adam", Json.parse("test", json, Limits.DEFAULT), origin, problems)
                        .orElseThrow(),
                new Parameters(Layout.of(Map.of("dense/kernel", Shape.of(1)))),
                Map.of(),
                Map.of());
        assertThat(problems.list()).isEmpty();
        // A copy, as DL4J gives one to each layer: it must keep its schedule.
        IUpdater updater =
                ((Updaters.Choice.Same) Updaters.of(optimizer)).updater().clone();
        String[] expected = rates.split(" ");
        for (int step = 0; step < expected.length; step++) {
            assertThat(updater.getLearningRate(step, 0))
                    .as("step %d", step)
                    .isCloseTo(Double.parseDouble(expected[step]), Offset.offset(2e-8));
        }
    }
}
