package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One call of a layer on its way to ops.
 *
 * @param ops where to append
 * @param inputs the inputs of the call
 * @param masks the mask of each input, {@code [batch, steps]}, 1 where a step counts
 * @param weights the layer's arrays
 * @param training the step of training that the call is part of; empty at inference
 * @param step the step that the call is part of, of training or of testing; empty where there is no loss
 */
public record Lowering(
        Ops ops,
        List<Value> inputs,
        List<Optional<Value>> masks,
        Weights weights,
        Optional<Training> training,
        Optional<BatchStep> step) {

    /** Keeps its own copies. */
    public Lowering {
        inputs = List.copyOf(inputs);
        masks = List.copyOf(masks);
    }

    /**
     * A call without masks.
     *
     * @param ops where to append
     * @param inputs the inputs of the call
     * @param weights the layer's arrays
     * @return the call
     */
    public static Lowering unmasked(Ops ops, List<Value> inputs, Weights weights) {
        return new Lowering(
                ops,
                inputs,
                Collections.nCopies(inputs.size(), Optional.empty()),
                weights,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The same call on other inputs.
     *
     * @param others the inputs
     * @param otherMasks the mask of each
     * @return the call
     */
    public Lowering on(List<Value> others, List<Optional<Value>> otherMasks) {
        return new Lowering(ops, others, otherMasks, weights, training, step);
    }

    /**
     * An input.
     *
     * @param index which, from 0
     * @return the value
     */
    public Value input(int index) {
        return inputs.get(index);
    }

    /**
     * The mask of an input.
     *
     * @param index which, from 0
     * @return the mask; empty if it has none
     */
    public Optional<Value> mask(int index) {
        return masks.get(index);
    }
}
