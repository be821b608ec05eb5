package io.github.kerasjvm.train;

import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;

/**
 * Where the generations of Keras differ in what a step's loss is.
 *
 * @param weighting how sample weights and masks enter
 * @param activityByRow whether penalties on activities are divided by the rows of the batch
 */
public record TrainingRules(Weighting weighting, boolean activityByRow) {

    /** How the losses of positions become one number. */
    public enum Weighting {
        /** Keras up to 2.2: the mean over the rows of {@code w l}, divided by the share of weights that are not 0. */
        BY_NONZERO,
        /** Keras 2.3: the mean of {@code w l}; a mask is a weight. */
        BY_COUNT,
        /** Keras inside TensorFlow 2, and Keras 3: the same, but a mask is scaled so that its mean is 1. */
        BY_VALID
    }

    /**
     * The rules of the Keras that wrote a file.
     *
     * @param origin who wrote it
     * @return the rules
     */
    public static TrainingRules of(Origin origin) {
        String version = origin.version();
        boolean inTensorflow = version.endsWith("-tf") || version.matches("2\\.([4-9]|\\d\\d).*");
        if (origin.generation() == Generation.KERAS_3 || inTensorflow) {
            return new TrainingRules(Weighting.BY_VALID, true);
        }
        return new TrainingRules(version.startsWith("2.3") ? Weighting.BY_COUNT : Weighting.BY_NONZERO, false);
    }
}
