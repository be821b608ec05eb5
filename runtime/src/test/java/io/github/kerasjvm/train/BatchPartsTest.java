package io.github.kerasjvm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.reference.ReferenceEngine;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.TrainingGraph;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps in parts of the batch are the steps of the whole batch. */
class BatchPartsTest {

    private static final Path MODELS = Path.of(System.getProperty("keras-jvm.fixtures"), "reference");

    private static TrainerOptions on(int threads) {
        return TrainerOptions.of(new ReferenceEngine(), new EngineOptions(threads))
                .seed(3);
    }

    private static Optional<BatchSplit> split(String file) {
        TrainerParts parts = TrainerParts.read(Import.of(MODELS.resolve(file)), on(2));
        List<Shape> shapes = parts.model().inputs().stream()
                .map(input -> input.shape().with(0, 8))
                .toList();
        return BatchSplit.of(parts.model(), parts.setup(), shapes, false, StepRunner.Mode.TRAINING);
    }

    @Test
    void splitsWhatHasNoStatisticsOfTheBatch() {
        assertThat(split("b_k3_cl.h5").orElseThrow().drawnByRow()).hasSize(2);
        assertThat(split("c_k3_cl.h5")).isEmpty();
    }

    /** Two dropouts; batches whose parts differ in size. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void givesTheStepsOfTheWholeBatch(int threads) {
        try (Trainer whole = trainer(1);
                Trainer inParts = trainer(threads)) {
            for (int rows : new int[] {16, 23, 7}) {
                TrainingBatch batch = batch(whole, rows);
                StepResult expected = whole.step(batch);
                StepResult found = inParts.step(batch);

                assertThat(found.loss()).isCloseTo(expected.loss(), within(1e-6));
                near(found.outputs().get(0), expected.outputs().get(0));
            }
            whole.model()
                    .weights()
                    .forEach((name, weight) -> near(inParts.model().weights().get(name), weight));
        }
    }

    private static void near(Tensor found, Tensor expected) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        assertThat(found.toArray()).usingComparatorWithPrecision(2e-6f).containsExactly(expected.toArray());
    }

    private static Trainer trainer(int threads) {
        Import source = Import.of(MODELS.resolve("b_k3_cl.h5"));
        String training = source.load().trainingConfig().orElseThrow();
        return Trainer.of(source, on(threads).training(training));
    }

    private static TrainingBatch batch(Trainer trainer, int rows) {
        Shape images = trainer.model().inputs().get(0).shape().with(0, rows);
        Random random = new Random(rows);
        float[] pixels = new float[Math.toIntExact(images.elements())];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat();
        }
        int classes = trainer.model().outputs().get(0).shape().last();
        float[] labels = new float[rows * classes];
        for (int row = 0; row < rows; row++) {
            labels[row * classes + random.nextInt(classes)] = 1;
        }
        return new TrainingBatch(
                List.of(Tensor.owning(images, pixels)),
                List.of(Tensor.owning(Shape.of(rows, classes), labels)),
                List.of(Optional.empty()));
    }

    @Test
    void drawsTheSameForARowWhateverStandsBesideIt() {
        TrainingGraph.Draw draw = new TrainingGraph.Draw("mask", new TrainingGraph.Uniform());
        Draws draws = new Draws(7, 12);

        Tensor all = draws.of(draw, 1, Shape.of(6, 50), 0);
        Tensor last = draws.of(draw, 1, Shape.of(2, 50), 4);

        assertThat(last).isEqualTo(all.rows(4, 6));
        assertThat(draws.of(draw, 0, Shape.of(6, 50), 0)).isNotEqualTo(all);
        assertThat(new Draws(7, 13).of(draw, 1, Shape.of(6, 50), 0)).isNotEqualTo(all);
        assertThat(new Draws(8, 12).of(draw, 1, Shape.of(6, 50), 0)).isNotEqualTo(all);
    }

    /** Means, neighbours, bits and rows of the same numbers, each within five of its standard deviations. */
    @Test
    void drawsEvenly() {
        int rows = 64;
        int width = 4096;
        float[] x = new Draws(1, 1)
                .of(new TrainingGraph.Draw("mask", new TrainingGraph.Uniform()), 0, Shape.of(rows, width), 0)
                .toArray();
        List<double[]> series = new ArrayList<>();
        series.add(values(x, i -> x[i]));
        series.add(values(x, i -> x[i] * x[i] * 1.5));
        series.add(values(x, i -> 0.5 + 6 * (x[i] - 0.5) * (x[(i + 1) % x.length] - 0.5)));
        series.add(values(x, i -> 0.5 + 6 * (x[i] - 0.5) * (x[(i + width) % x.length] - 0.5)));
        for (int bit = 0; bit < 24; bit++) {
            int shift = bit;
            series.add(values(x, i -> (int) (x[i] * (1 << 24)) >> shift & 1));
        }
        for (double[] values : series) {
            double mean = Arrays.stream(values).average().orElseThrow();
            double square = Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow();
            assertThat(mean).isCloseTo(0.5, within(5 * Math.sqrt(square / values.length)));
        }
        for (float v : x) {
            assertThat(v).isBetween(0f, Math.nextDown(1f));
        }
    }

    private interface Value {
        double at(int index);
    }

    private static double[] values(float[] x, Value value) {
        double[] values = new double[x.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.at(i);
        }
        return values;
    }
}
