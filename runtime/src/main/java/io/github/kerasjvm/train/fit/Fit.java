package io.github.kerasjvm.train.fit;

import io.github.kerasjvm.augment.AugmentedBatches;
import io.github.kerasjvm.data.Batch;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.Trainer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Trains over epochs, as Keras's {@code fit}.
 *
 * @param trainer the model in training
 * @param data the rows to train on
 * @param validation the rows to evaluate on after each epoch
 * @param options how often and in what portions
 * @param listeners told how it goes on; each may end it
 */
public record Fit(
        Trainer trainer,
        TrainingData data,
        Optional<TrainingData> validation,
        FitOptions options,
        List<FitListener> listeners) {

    /** Keeps its own copy. */
    public Fit {
        listeners = List.copyOf(listeners);
    }

    /**
     * Trains on rows.
     *
     * @param trainer the model in training
     * @param data the rows
     * @param options how often and in what portions
     * @return the training, to be run
     */
    public static Fit of(Trainer trainer, TrainingData data, FitOptions options) {
        return new Fit(trainer, data, Optional.empty(), options, List.of());
    }

    /**
     * The same with rows to evaluate on after each epoch.
     *
     * @param rows the rows
     * @return the training
     */
    public Fit validation(TrainingData rows) {
        return new Fit(trainer, data, Optional.of(rows), options, listeners);
    }

    /**
     * The same with a part of the rows kept for evaluation: the last ones, whatever their order in training.
     *
     * @param share the share that is not trained on, above 0 and below 1; {@code (int) (rows * (1 - share))} rows are left
     * @return the training
     * @throws IllegalArgumentException if a part has no rows
     */
    public Fit validationSplit(double share) {
        int left = data.rowsWithout(share);
        Optional<TrainingData> last = Optional.of(data.rows(left, data.rows()));
        return new Fit(trainer, data.rows(0, left), last, options, listeners);
    }

    /**
     * The same with one more listener.
     *
     * @param listener told how training goes on
     * @return the training
     */
    public Fit listener(FitListener listener) {
        List<FitListener> all = new ArrayList<>(listeners);
        all.add(listener);
        return new Fit(trainer, data, validation, options, all);
    }

    /**
     * Trains.
     *
     * @return loss and metrics of each whole epoch, under Keras's names, {@code val_loss} for those of the validation
     * @throws io.github.kerasjvm.data.DataException if the data does not fit the model
     */
    public List<Map<String, Double>> run() {
        int most = options.stepsPerEpoch().orElse(Integer.MAX_VALUE);
        trainer.requireBatches(data.rows(), options.batchSize(), most);
        validation.ifPresent(rows -> trainer.requireBatches(rows.rows(), options.batchSize(), Integer.MAX_VALUE));
        List<Map<String, Double>> history = new ArrayList<>();
        boolean goesOn = true;
        for (int epoch = options.firstEpoch(); epoch < options.epochs() && goesOn && !stops(); epoch++) {
            int first = epoch == options.firstEpoch() ? options.firstBatch() : 0;
            if (!train(epoch, first)) {
                break;
            }
            Map<String, Double> logs = new LinkedHashMap<>(trainer.logs());
            validation.ifPresent(rows -> trainer.evaluate(rows.batches(options.batchSize()))
                    .forEach((name, value) -> logs.put("val_" + name, value)));
            history.add(logs);
            for (FitListener listener : listeners) {
                goesOn &= listener.epochEnd(epoch, logs);
            }
        }
        return history;
    }

    /** One epoch from a batch on; false if it was stopped in the middle. */
    private boolean train(int epoch, int first) {
        int[] order = RowOrder.of(data.rows(), options.shuffle(), epoch);
        int size = options.batchSize();
        int all = (order.length + size - 1) / size;
        int batches = Math.min(all, options.stepsPerEpoch().orElse(all));
        Iterator<Batch> rows = IntStream.range(first, batches)
                .mapToObj(batch -> data.picked(order, batch * size, Math.min(order.length, (batch + 1) * size)))
                .map(part -> new Batch(part.inputs(), part.labels()))
                .iterator();
        trainer.beginEpoch();
        if (options.augmenting().isEmpty()) {
            return train(epoch, first, batches, rows, order);
        }
        try (AugmentedBatches changed = options.augmenting().get().batches(rows, epoch, order, first * size)) {
            return train(epoch, first, batches, changed, order);
        }
    }

    private boolean train(int epoch, int first, int batches, Iterator<Batch> rows, int[] order) {
        for (int batch = first; batch < batches; batch++) {
            if (stops()) {
                int done = batch;
                listeners.forEach(listener -> listener.stopped(epoch, done));
                return false;
            }
            Batch next = rows.next();
            int from = batch * options.batchSize();
            Optional<Tensor> weights = data.pickedWeights(order, from, from + next.rows());
            trainer.train(new TrainingData(next.inputs(), next.labels(), weights).batch(), options.classWeights());
            for (FitListener listener : listeners) {
                listener.batchEnd(epoch, batch + 1, batches);
            }
        }
        return true;
    }

    private boolean stops() {
        return listeners.stream().anyMatch(FitListener::stops);
    }
}
