package io.github.kerasjvm.train.fit;

import java.util.Map;
import java.util.Optional;

/**
 * How often and in what portions data is gone through. Immutable; each option gives a new value.
 *
 * @param epochs at which epoch to stop, counted from 0 like Keras's {@code epochs}
 * @param firstEpoch with which epoch to begin: more than 0 where training was interrupted
 * @param firstBatch with which batch of the first epoch to begin
 * @param batchSize the rows of a batch; the last may be smaller
 * @param shuffle the seed by which the rows are put in a new order for each epoch; empty for the order of the data
 * @param stepsPerEpoch after how many batches an epoch ends; empty for when the data ends
 * @param classWeights how much the rows of each class count; empty if all count once
 * @param augmenting how images are changed in each epoch; empty if they stay as they are
 */
public record FitOptions(
        int epochs,
        int firstEpoch,
        int firstBatch,
        int batchSize,
        Optional<Long> shuffle,
        Optional<Integer> stepsPerEpoch,
        Map<Integer, Double> classWeights,
        Optional<Augmenting> augmenting) {

    /** The batch size of Keras's {@code fit} when nobody gives one. */
    private static final int KERAS_BATCH = 32;

    /**
     * Keeps its own copy.
     *
     * @param epochs at which epoch to stop
     * @param firstEpoch with which epoch to begin
     * @param firstBatch with which batch of the first epoch to begin
     * @param batchSize the rows of a batch
     * @param shuffle the seed of the order of rows
     * @param stepsPerEpoch after how many batches an epoch ends
     * @param classWeights how much the rows of each class count
     * @param augmenting how images are changed in each epoch
     */
    public FitOptions {
        classWeights = Map.copyOf(classWeights);
        if (epochs < 1 || firstEpoch < 0 || firstBatch < 0 || batchSize < 1 || stepsPerEpoch.orElse(1) < 1) {
            throw new IllegalArgumentException("epochs " + epochs + " from " + firstEpoch + ", batch size " + batchSize
                    + ", steps " + stepsPerEpoch + "; expected 1 or more");
        }
    }

    /**
     * Keras's defaults, but for the order of rows.
     *
     * @param epochs how often the data is gone through, 1 or more
     * @return the options: batches of 32 in the order of the data
     */
    public static FitOptions of(int epochs) {
        return new FitOptions(
                epochs, 0, 0, KERAS_BATCH, Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
    }

    /**
     * The same with another batch size.
     *
     * @param rows the rows of a batch, 1 or more
     * @return the options
     */
    public FitOptions batchSize(int rows) {
        return new FitOptions(epochs, firstEpoch, firstBatch, rows, shuffle, stepsPerEpoch, classWeights, augmenting);
    }

    /**
     * The same with the rows in a new order for each epoch.
     *
     * @param seed decides the orders
     * @return the options
     */
    public FitOptions shuffle(long seed) {
        return new FitOptions(
                epochs, firstEpoch, firstBatch, batchSize, Optional.of(seed), stepsPerEpoch, classWeights, augmenting);
    }

    /**
     * The same for training that goes on somewhere.
     *
     * @param epoch the number of the first epoch, counted from 0
     * @param batch the number of its first batch, counted from 0
     * @return the options
     */
    public FitOptions from(int epoch, int batch) {
        return new FitOptions(epochs, epoch, batch, batchSize, shuffle, stepsPerEpoch, classWeights, augmenting);
    }

    /**
     * The same with shorter epochs.
     *
     * @param steps how many batches an epoch has at most
     * @return the options
     */
    public FitOptions stepsPerEpoch(int steps) {
        return new FitOptions(
                epochs, firstEpoch, firstBatch, batchSize, shuffle, Optional.of(steps), classWeights, augmenting);
    }

    /**
     * The same with weights of classes.
     *
     * @param weights how much the rows of each class count
     * @return the options
     */
    public FitOptions classWeights(Map<Integer, Double> weights) {
        return new FitOptions(epochs, firstEpoch, firstBatch, batchSize, shuffle, stepsPerEpoch, weights, augmenting);
    }

    /**
     * The same with images that are changed in each epoch.
     *
     * @param how how they are changed
     * @return the options
     */
    public FitOptions augmenting(Augmenting how) {
        return new FitOptions(
                epochs, firstEpoch, firstBatch, batchSize, shuffle, stepsPerEpoch, classWeights, Optional.of(how));
    }
}
