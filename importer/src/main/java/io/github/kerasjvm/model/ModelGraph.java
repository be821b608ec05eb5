package io.github.kerasjvm.model;

import io.github.kerasjvm.config.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Layers and how they are wired; a model, or a model inside a model. Immutable.
 *
 * @param className {@code Sequential} or {@code Functional}
 * @param name the model's name
 * @param layers the layers in the order of the file
 * @param inputs the tensors that it takes, in order
 * @param outputs the tensors that it gives, in order
 * @param order the calls of its layers in an order in which they can run
 */
public record ModelGraph(
        String className,
        String name,
        List<ModelLayer> layers,
        List<TensorRef> inputs,
        List<TensorRef> outputs,
        List<Step> order) {
    /** Keeps its own copies. */
    public ModelGraph {
        layers = List.copyOf(layers);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        order = List.copyOf(order);
    }

    /**
     * One call in its place in the order.
     *
     * @param layer the layer
     * @param call which of its calls, from 0
     */
    public record Step(ModelLayer layer, int call) {}

    /**
     * What is done at each call when the graph is walked.
     *
     * @param <T> what flows along the edges: shapes, or values of an op graph
     */
    interface Visitor<T> {
        /** What a call gives for what it takes. */
        List<T> call(ModelLayer layer, int call, List<T> inputs);
    }

    /** Walks the graph once: the only place that knows how what one call gives reaches the next. */
    <T> List<T> walk(List<T> given, Visitor<T> visitor) {
        Map<TensorRef, T> tensors = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            tensors.put(inputs.get(i), given.get(i));
        }
        for (Step step : order) {
            List<T> taken = step.layer().isInput()
                    ? List.of(tensors.get(new TensorRef(step.layer().name(), 0, 0)))
                    : step.layer().calls().get(step.call()).inputs().stream()
                            .map(tensors::get)
                            .toList();
            List<T> results = visitor.call(step.layer(), step.call(), taken);
            for (int i = 0; i < results.size(); i++) {
                tensors.put(new TensorRef(step.layer().name(), step.call(), i), results.get(i));
            }
        }
        List<T> results = new ArrayList<>();
        outputs.forEach(ref -> results.add(tensors.get(ref)));
        return results;
    }

    /**
     * All layers at any depth, each nested model before what it holds.
     *
     * @return the layers in the order of the file
     */
    public List<ModelLayer> allLayers() {
        List<ModelLayer> all = new ArrayList<>();
        for (ModelLayer layer : layers) {
            all.add(layer);
            layer.nested().ifPresent(graph -> all.addAll(graph.allLayers()));
        }
        return all;
    }
}
