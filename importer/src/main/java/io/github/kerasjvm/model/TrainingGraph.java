package io.github.kerasjvm.model;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The computation of a model in training, for a batch of known size.
 *
 * @param graph the op graph: gives the model's outputs; every layer's output is a label under the layer's path. Its inputs
 *     are those of the model, then what {@code draws} and {@code step} name
 * @param masks the mask of each output, {@code [batch, steps]}, 1 where a step counts
 * @param draws the inputs that take new random numbers in each step
 * @param step the name of the input that takes the number of the step, from 1; it is there if a layer asks for it
 * @param updates what weights become before the optimizer moves them, and what stateful layers leave behind for the next batch
 * @param assigned what layers compute with in place of trained weights that they give other values, by the name of the weight;
 *     zeros are added to it, as the input {@link #ASSIGNED} and the name, whose gradient is that of the weight
 * @param penalties what is added to the loss: the sum over the batch, each a single number
 */
public record TrainingGraph(
        OpGraph graph,
        List<Optional<Value>> masks,
        List<Draw> draws,
        Optional<String> step,
        List<Update> updates,
        Map<String, Value> assigned,
        List<Value> penalties) {

    /** How the names of inputs begin that take what a stateful layer has left behind, zeros at first. */
    public static final String STATE = "state/";

    /** How the names of inputs begin that take zeros, added to a trained weight that a layer gives another value. */
    public static final String ASSIGNED = "assigned/";

    /** Keeps its own copies. */
    public TrainingGraph {
        masks = List.copyOf(masks);
        draws = List.copyOf(draws);
        updates = List.copyOf(updates);
        assigned = Map.copyOf(assigned);
        penalties = List.copyOf(penalties);
    }

    /**
     * An input that takes random numbers.
     *
     * @param input its name
     * @param distribution what they are
     */
    public record Draw(String input, Distribution distribution) {}

    /** What random numbers are. */
    public sealed interface Distribution {}

    /** Evenly spread from 0 to below 1. */
    public record Uniform() implements Distribution {}

    /** Of the standard normal distribution. */
    public record Normal() implements Distribution {}

    /**
     * Of a beta distribution whose two parameters are the same, drawn evenly between bounds for all numbers of an input.
     *
     * @param least the least parameter, more than 0
     * @param most the greatest
     */
    public record Beta(double least, double most) implements Distribution {}

    /**
     * A weight that a layer moves, or a state.
     *
     * @param parameter the weight's name, {@code layer/moving_mean}, or the name of the input that takes the state
     * @param value what it becomes
     */
    public record Update(String parameter, Value value) {}
}
