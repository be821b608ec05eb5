package io.github.kerasjvm.model;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import java.util.List;
import java.util.Optional;

/**
 * The computation of a model at inference, with the masks that its outputs carry.
 *
 * @param graph the op graph
 * @param masks the mask of each output, {@code [batch, steps]}, 1 where a step counts
 */
public record MaskedGraph(OpGraph graph, List<Optional<Value>> masks) {

    /** Keeps its own copy. */
    public MaskedGraph {
        masks = List.copyOf(masks);
    }
}
