package io.github.kerasjvm.train;

import io.github.kerasjvm.tensor.Tensor;
import java.util.Map;

/**
 * What a training has counted: together with the file that was written then, everything that it takes to go on as if nothing
 * had happened.
 *
 * @param steps the steps since the model was loaded for the first time
 * @param iterations the steps that the optimizer counts
 * @param learningRate the learning rate; without meaning where a schedule gives it
 * @param scalars the optimizer's single numbers, by Keras's names
 * @param states what stateful layers have left behind for the next batch, by name
 */
public record TrainerCounts(
        long steps, long iterations, float learningRate, Map<String, Float> scalars, Map<String, Tensor> states) {

    /** Keeps its own copies. */
    public TrainerCounts {
        scalars = Map.copyOf(scalars);
        states = Map.copyOf(states);
    }
}
