package io.github.kerasjvm.train.fit;

import java.util.Map;

/** Told how training goes on. */
public interface FitListener {

    /**
     * A batch was trained on.
     *
     * @param epoch the epoch, counted from 0
     * @param batch the batches done in this epoch, 1 or more
     * @param batches the batches of an epoch
     */
    default void batchEnd(int epoch, int batch, int batches) {}

    /**
     * Training was stopped within an epoch.
     *
     * @param epoch the epoch, counted from 0
     * @param batches the batches done in it
     */
    default void stopped(int epoch, int batches) {}

    /**
     * An epoch ended.
     *
     * @param epoch the epoch, counted from 0
     * @param logs loss and metrics of the epoch, and those of the validation, {@code val_loss}
     * @return whether training goes on
     */
    default boolean epochEnd(int epoch, Map<String, Double> logs) {
        return true;
    }

    /**
     * An epoch that ended before this run began, where interrupted training goes on: what was learned from it then is to be
     * known now, and nothing to be done.
     *
     * @param epoch the epoch, counted from 0
     * @param logs what {@link #epochEnd} was told
     */
    default void replayed(int epoch, Map<String, Double> logs) {}

    /**
     * Asked before each batch and each epoch.
     *
     * @return whether training has to stop here, as after Ctrl-C
     */
    default boolean stops() {
        return false;
    }
}
