package io.github.kerasjvm.model;

import io.github.kerasjvm.config.ModelConfig;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.read.RawModel;
import java.util.List;

/**
 * A model file that is open, and which of its arrays is which weight of the model: what a writer needs to write the model as
 * its file has it. Owns the file.
 *
 * @param raw what the file holds
 * @param origin who wrote it
 * @param config the architecture in neutral form
 * @param graph the layers
 * @param weights where each weight is, in the order of the layers; empty if the file has no weights, or not all
 */
public record OpenModel(RawModel raw, Origin origin, ModelConfig config, ModelGraph graph, List<BoundWeight> weights)
        implements AutoCloseable {
    /** Keeps its own copy. */
    public OpenModel {
        weights = List.copyOf(weights);
    }

    /** Closes the file; its arrays cannot be read any more. */
    @Override
    public void close() {
        raw.close();
    }
}
