package io.github.kerasjvm.model;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import java.util.List;

/**
 * The computation of a model in training, for a batch of known size.
 *
 * @param graph the op graph: gives the model's outputs; every layer's output is a label under the layer's path. Its inputs
 *     are those of the model, then what {@code draws} and {@code step} name
 * @param draws the inputs that take new random numbers in each step
 * @param step the name of the input that takes the number of the step, from 1; it is there if a layer asks for it
 * @param updates what weights become that no gradient moves
 * @param penalties what is added to the loss: the sum over the batch, each a single number
 */
public record TrainingGraph(
        OpGraph graph, List<Draw> draws, java.util.Optional<String> step, List<Update> updates, List<Value> penalties) {

    /** Keeps its own copies. */
    public TrainingGraph {
        draws = List.copyOf(draws);
        updates = List.copyOf(updates);
        penalties = List.copyOf(penalties);
    }

    /**
     * An input that takes random numbers.
     *
     * @param input its name
     * @param normal whether they are of the standard normal distribution, or evenly spread from 0 to below 1
     */
    public record Draw(String input, boolean normal) {}

    /**
     * A weight that moves without a gradient.
     *
     * @param parameter the weight's name, {@code layer/moving_mean}
     * @param value what it becomes
     */
    public record Update(String parameter, Value value) {}
}
