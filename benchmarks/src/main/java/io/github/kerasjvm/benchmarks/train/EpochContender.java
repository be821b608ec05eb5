package io.github.kerasjvm.benchmarks.train;

import io.github.kerasjvm.benchmarks.Measurement;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.train.Trainer;
import io.github.kerasjvm.train.TrainerOptions;
import io.github.kerasjvm.train.fit.Fit;
import io.github.kerasjvm.train.fit.FitOptions;
import io.github.kerasjvm.train.fit.TrainingData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whole epochs of one model on one engine, rows shuffled, metrics measured, as a user has them. */
final class EpochContender implements StepContender {

    private final String name;
    private final Trainer trainer;
    private final TrainingData data;
    private final int warmUpRows;
    private final FitOptions options;
    private final List<Double> epochs = new ArrayList<>();

    EpochContender(Path model, TrainingData data, int warmUpRows, Setting setting) {
        this.name = setting.describe(model) + ", " + setting.engine();
        this.data = data;
        this.warmUpRows = warmUpRows;
        Import source = Import.of(model);
        String training = source.load().trainingConfig().orElseThrow();
        TrainerOptions own = TrainerOptions.of(Engines.find(setting.engine()), new EngineOptions(setting.threads()));
        this.trainer = Trainer.of(source, own.training(training));
        this.options = FitOptions.of(1).batchSize(setting.rows()).shuffle(1);
    }

    @Override
    public double warmUp() {
        return Fit.of(trainer, data.rows(0, warmUpRows), options).run().get(0).get("loss");
    }

    @Override
    public void step() {
        long start = System.nanoTime();
        Fit.of(trainer, data, options).run();
        epochs.add((System.nanoTime() - start) / 1e9);
    }

    @Override
    public Measurement steps() {
        return new Measurement(
                name, epochs.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public void close() {
        trainer.close();
    }
}
