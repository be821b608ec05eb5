package io.github.kerasjvm.export.keras;

import java.util.List;
import java.util.Optional;

/**
 * What a file needs so that training goes on where it stopped.
 *
 * @param config loss, metrics and optimizer as JSON text, in the form of the generation and of the format that is written;
 *     empty if the model is not compiled
 * @param optimizer the variables of the optimizer in the order, with the names and in the forms of the file; empty for an
 *     optimizer that starts anew
 */
public record TrainingState(Optional<String> config, List<NamedArray> optimizer) {

    /**
     * Keeps its own copy.
     *
     * @param config loss, metrics and optimizer as JSON text; empty if the model is not compiled
     * @param optimizer the variables of the optimizer
     */
    public TrainingState {
        optimizer = List.copyOf(optimizer);
    }
}
