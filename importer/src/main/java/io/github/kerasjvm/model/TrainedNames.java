package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.problem.Problems;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the weights that training changes by gradients. */
public final class TrainedNames {

    private final Map<String, List<WeightSpec>> weights;
    private final Set<String> names = new LinkedHashSet<>();

    private TrainedNames(Map<String, List<WeightSpec>> weights) {
        this.weights = weights;
    }

    /**
     * The weights of a model that no layer, and no model around it, freezes.
     *
     * @param model the model; sizes of its inputs may be open
     * @return their names, in the order of the layers
     */
    public static Set<String> of(KerasModel model) {
        ModelGraph graph = model.graph();
        ShapeInference shapes = ShapeInference.of(graph, GraphShapes.inputs(graph), Problems.none());
        TrainedNames found = new TrainedNames(shapes.weights());
        found.collect(graph, true);
        return found.names;
    }

    private void collect(ModelGraph graph, boolean isTrained) {
        for (ModelLayer layer : graph.layers()) {
            boolean trains = isTrained && layer.isTrainable();
            layer.nested().ifPresent(inner -> collect(inner, trains));
            for (WeightSpec spec : weights.getOrDefault(layer.path(), List.of())) {
                if (trains && spec.trainable()) {
                    names.add(layer.path() + "/" + spec.name());
                }
            }
        }
    }
}
