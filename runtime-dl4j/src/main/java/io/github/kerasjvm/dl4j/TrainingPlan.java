package io.github.kerasjvm.dl4j;

import java.util.Optional;
import java.util.Set;

/**
 * How a network is trained on.
 *
 * @param updater the updater with its state; empty for DL4J's default
 * @param arrays the {@link TrainedNodes#id} of every array that consists of weights that Keras trains
 * @param hasSameGradients whether nothing that was noted makes the gradients others
 */
record TrainingPlan(Optional<UpdaterPlan> updater, Set<String> arrays, boolean hasSameGradients) {

    /** Of a model without a training: nothing is known. */
    static final TrainingPlan NONE = new TrainingPlan(Optional.empty(), Set.of(), false);

    TrainingPlan {
        arrays = Set.copyOf(arrays);
    }

    TrainingPlan with(UpdaterPlan other) {
        return new TrainingPlan(Optional.of(other), arrays, hasSameGradients);
    }
}
