package io.github.kerasjvm.config;

import java.util.List;
import java.util.Optional;

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
     * A call on one tensor without further arguments.
     *
     * @param input the tensor
     * @return the call
     */
    public static Call on(TensorRef input) {
        CallBuilder call = new CallBuilder();
        call.position(call.tensor(input));
        return call.build();
    }
}
