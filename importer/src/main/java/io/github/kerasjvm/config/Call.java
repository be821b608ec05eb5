package io.github.kerasjvm.config;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One use of a layer.
 *
 * @param inputs the tensors that it takes, in the order of the arguments
 * @param masks the masks that the file gives for the inputs, from the first; may be fewer
 * @param arguments all arguments but the masks; they refer to the inputs by number
 */
public record Call(List<TensorRef> inputs, List<Optional<TensorRef>> masks, Arguments arguments) {
    /** Keeps its own copies. */
    public Call {
        inputs = List.copyOf(inputs);
        masks = List.copyOf(masks);
    }

    /**
     * A call on tensors without further arguments.
     *
     * @param inputs the tensors
     * @return the call
     */
    public static Call on(TensorRef... inputs) {
        CallBuilder call = new CallBuilder();
        for (TensorRef input : inputs) {
            call.position(call.tensor(input));
        }
        return call.build();
    }

    /** The same call on other tensors. */
    Call renumbered(UnaryOperator<TensorRef> renumbering) {
        return new Call(
                inputs.stream().map(renumbering).toList(),
                masks.stream().map(mask -> mask.map(renumbering)).toList(),
                arguments);
    }
}
