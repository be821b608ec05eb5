package io.github.kerasjvm.loss;

import java.util.List;
import java.util.Optional;

/**
 * The losses that a model was compiled with.
 *
 * @param outputs one for each output of the model; empty for an output without a loss, or with one that is not computed here
 * @param notes what is not computed here, and why; empty if all is
 */
public record CompiledLosses(List<Optional<OutputLoss>> outputs, List<String> notes) {

    /** Keeps its own copies. */
    public CompiledLosses {
        outputs = List.copyOf(outputs);
        notes = List.copyOf(notes);
    }
}
