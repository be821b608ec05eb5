package io.github.kerasjvm.model;

import io.github.kerasjvm.config.TensorRef;
import io.github.kerasjvm.layer.Layer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One use of a layer in a model. Immutable.
 *
 * @param inputs the tensors that it takes, in order
 * @param masks the masks that the file gives for the inputs, from the first; may be fewer
 * @param layer the layer with the arguments of this call; empty for a nested model, and for a layer that cannot be run
 */
public record ModelCall(List<TensorRef> inputs, List<Optional<TensorRef>> masks, Optional<Layer> layer) {
    /** Keeps its own copies. */
    public ModelCall {
        inputs = List.copyOf(inputs);
        masks = List.copyOf(masks);
    }

    /** All tensors that have to be there before the call. */
    List<TensorRef> needs() {
        return Stream.concat(inputs.stream(), masks.stream().flatMap(Optional::stream))
                .toList();
    }
}
