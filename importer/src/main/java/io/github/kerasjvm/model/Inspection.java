package io.github.kerasjvm.model;

import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.read.RawModel;
import java.util.List;
import java.util.Optional;

/**
 * What is in a file, told without reading the weights' elements: also of a model that cannot be run.
 *
 * @param file the file as the user named it
 * @param container how the file is built
 * @param origin who wrote it; empty for weights alone
 * @param graph the model; empty for weights alone
 * @param layers the layers at any depth, in the order of the file
 * @param stored the arrays of weights in the file
 * @param optimizer the arrays of the optimizer's state in the file
 * @param trainingConfig loss, metrics and optimizer as JSON text, word for word; empty if the model was not compiled
 * @param weightReport what became of each array, where a weights file was matched by name or by order
 * @param problems everything that keeps the model from running
 */
public record Inspection(
        String file,
        RawModel.Container container,
        Optional<Origin> origin,
        Optional<ModelGraph> graph,
        List<LayerSummary> layers,
        List<ArraySummary> stored,
        List<ArraySummary> optimizer,
        Optional<String> trainingConfig,
        Optional<WeightReport> weightReport,
        List<Problem> problems) {
    /** Keeps its own copies. */
    public Inspection {
        layers = List.copyOf(layers);
        stored = List.copyOf(stored);
        optimizer = List.copyOf(optimizer);
        problems = List.copyOf(problems);
    }

    /**
     * The number of elements of all weights that the layers need.
     *
     * @return 0 or more
     */
    public long parameters() {
        return layers.stream()
                .filter(layer -> !layer.isModel())
                .mapToLong(LayerSummary::parameters)
                .sum();
    }

    /**
     * The number of elements that training changes.
     *
     * @return 0 or more
     */
    public long trainableParameters() {
        return layers.stream()
                .filter(layer -> !layer.isModel())
                .mapToLong(LayerSummary::trainableParameters)
                .sum();
    }
}
