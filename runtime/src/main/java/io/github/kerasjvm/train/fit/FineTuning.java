package io.github.kerasjvm.train.fit;

import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.train.TrainedFile;
import io.github.kerasjvm.train.Trainer;
import io.github.kerasjvm.train.TrainerOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Trains a model file into another, which holds the last state at any moment: whole, and ready for Keras and for
 * {@link #resume}.
 *
 * @param source the model to begin with
 * @param target the file to write after each epoch; may be the source's
 * @param trainer how to train
 * @param data the rows to train on
 * @param validation the rows to evaluate on after each epoch
 * @param options how often and in what portions
 * @param listeners makes what is told how training goes on
 */
public record FineTuning(
        Import source,
        Path target,
        TrainerOptions trainer,
        TrainingData data,
        Optional<TrainingData> validation,
        FitOptions options,
        List<Function<Trainer, FitListener>> listeners) {

    /** Keeps its own copy. */
    public FineTuning {
        listeners = List.copyOf(listeners);
    }

    /**
     * What came of it.
     *
     * @param history loss and metrics of each epoch from the first on, also of those before an interruption
     * @param isStopped whether it was stopped within an epoch
     * @param notes what the file did not hold, and what is not computed
     */
    public record Result(List<Map<String, Double>> history, boolean isStopped, List<String> notes) {

        /** Keeps its own copies. */
        public Result {
            history = List.copyOf(history);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Trains from the beginning.
     *
     * @return what came of it
     * @throws io.github.kerasjvm.problem.ImportException if the model cannot be trained
     * @throws DataException if the data does not fit, or something cannot be written
     */
    public Result run() {
        return run(source, trainer, Optional.empty());
    }

    /**
     * Goes on with the target where training was interrupted: the same data and options give the numbers of a training that
     * was not.
     *
     * @return what came of it
     * @throws DataException if there is nothing to go on with, or it was trained in another way
     */
    public Result resume() {
        Checkpoint.Progress progress = new Checkpoint(target)
                .read()
                .orElseThrow(
                        () -> new DataException(target + ": there are no notes of its training beside it, or it is not"
                                + " the file that they are about; train without resuming"));
        if (!progress.run().equals(described())) {
            throw new DataException(
                    target + ": was trained with " + progress.run() + ", and cannot go on with " + described());
        }
        // What was asked to be changed is in the file by now.
        TrainerOptions unchanged = new TrainerOptions(
                trainer.engine(), trainer.engineOptions(), trainer.seed(), Optional.empty(), trainer.undecayed());
        return run(source.at(target), unchanged, Optional.of(progress));
    }

    /** What decides the numbers. */
    private String described() {
        return data.rows() + " rows, batches of " + options.batchSize() + ", seed " + trainer.seed()
                + options.shuffle().map(seed -> ", shuffled").orElse("")
                + options.stepsPerEpoch()
                        .map(steps -> ", " + steps + " steps an epoch")
                        .orElse("")
                + (options.classWeights().isEmpty() ? "" : ", weights of classes " + options.classWeights())
                + options.augmenting().map(how -> ", " + how.augmentation()).orElse("")
                + (source.frozen().isEmpty() ? "" : ", frozen " + source.frozen())
                + source.head().map(head -> ", " + head).orElse("")
                + source.fresh().map(seed -> ", first weights " + seed).orElse("")
                + trainer.training().map(config -> ", compiled as " + config).orElse("");
    }

    private Result run(Import from, TrainerOptions how, Optional<Checkpoint.Progress> before) {
        try (Trainer training = Trainer.of(from, how)) {
            before.ifPresent(progress -> training.resume(progress.counts()));
            List<Map<String, Double>> earlier =
                    before.map(Checkpoint.Progress::history).orElse(List.of());
            Saver saver = new Saver(training, TrainedFile.like(from), earlier);
            FitOptions rest = before.map(progress -> options.from(progress.epoch(), progress.batches()))
                    .orElse(options);
            Fit fit = new Fit(training, data, validation, rest, List.of());
            for (Function<Trainer, FitListener> maker : listeners) {
                FitListener listener = maker.apply(training);
                for (int epoch = 0; epoch < earlier.size(); epoch++) {
                    listener.replayed(epoch, earlier.get(epoch));
                }
                fit = fit.listener(listener);
            }
            fit.listener(saver).run();
            if (training.keepsAverage() && !saver.isStopped) {
                training.finish();
                saver.save(saver.history.size(), 0);
            }
            return new Result(saver.history, saver.isStopped, notes(from, training));
        }
    }

    private static List<String> notes(Import from, Trainer training) {
        List<String> notes = new ArrayList<>();
        from.replacedHead().ifPresent(head -> {
            notes.add("the head is new: " + head.path() + " (" + head.className() + ") has " + head.units()
                    + " units in place of " + head.before() + "; the optimizer began anew");
            notes.addAll(head.changes());
        });
        from.fresh().ifPresent(seed -> notes.add("all weights began anew, and the optimizer with them"));
        notes.addAll(training.notes());
        return notes;
    }

    /** Renews the target after each epoch, and where training is stopped. */
    private final class Saver implements FitListener {

        private final Trainer training;
        private final TrainedFile writer;
        private final List<Map<String, Double>> history;
        private boolean isStopped;

        Saver(Trainer training, TrainedFile writer, List<Map<String, Double>> earlier) {
            this.training = training;
            this.writer = writer;
            this.history = new ArrayList<>(earlier);
        }

        @Override
        public boolean epochEnd(int epoch, Map<String, Double> logs) {
            history.add(logs);
            save(epoch + 1, 0);
            return true;
        }

        @Override
        public void stopped(int epoch, int batches) {
            isStopped = true;
            save(epoch, batches);
        }

        private void save(int epoch, int batches) {
            Checkpoint.Progress progress =
                    new Checkpoint.Progress(epoch, batches, training.counts(), history, described());
            new Checkpoint(target).save(progress, file -> writer.write(training, file));
        }
    }
}
