package io.github.kerasjvm.benchmarks.train;

import io.github.kerasjvm.benchmarks.Measurement;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.Trainer;
import io.github.kerasjvm.train.TrainerOptions;
import io.github.kerasjvm.train.TrainingBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One model in training on one engine, with batches of one size and pictures of noise. */
final class TrainContender implements StepContender {

    private static final int CLASSES = 10;

    private final String name;
    private final Trainer trainer;
    private final TrainingBatch batch;
    private final List<Double> steps = new ArrayList<>();

    TrainContender(Path model, Setting setting) {
        this.name = setting.describe(model) + ", " + setting.engine();
        Import source = Import.of(model);
        // Given anew, so that the optimizer begins anew: the state need not be in the file.
        String training = source.load().trainingConfig().orElseThrow();
        TrainerOptions options = TrainerOptions.of(Engines.find(setting.engine()), new EngineOptions(setting.threads()))
                .training(training);
        this.trainer = Trainer.of(source, options);
        this.batch = batch(trainer.model().inputs().get(0).shape().with(0, setting.rows()));
    }

    /** Noise for pictures, and a class for each. */
    static TrainingBatch batch(Shape images) {
        Random random = new Random(1);
        float[] pixels = new float[(int) images.elements()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat();
        }
        int rows = images.size(0);
        float[] labels = new float[rows * CLASSES];
        for (int row = 0; row < rows; row++) {
            labels[row * CLASSES + random.nextInt(CLASSES)] = 1;
        }
        return new TrainingBatch(
                List.of(Tensor.owning(images, pixels)),
                List.of(Tensor.owning(Shape.of(rows, CLASSES), labels)),
                List.of(Optional.empty()));
    }

    @Override
    public double warmUp() {
        double loss = trainer.step(batch).loss();
        return loss;
    }

    @Override
    public void step() {
        long start = System.nanoTime();
        trainer.step(batch);
        steps.add((System.nanoTime() - start) / 1e9);
    }

    @Override
    public Measurement steps() {
        return new Measurement(
                name, steps.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public void close() {
        trainer.close();
    }
}
