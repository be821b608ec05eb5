package io.github.kerasjvm.model;

import io.github.kerasjvm.config.TensorRef;
import io.github.kerasjvm.layer.Layer;
import java.util.ArrayList;
import java.util.Collections;
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
    /** The use of an input layer, which the file does not write. */
    private static ModelCall use(ModelLayer input) {
        return new ModelCall(List.of(), List.of(), input.layer());
    }

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
    public record Step(ModelLayer layer, int call) {
        /**
         * What the call takes.
         *
         * @return the use of the layer
         */
        public ModelCall use() {
            return layer.calls().get(call);
        }
    }

    /**
     * What is done at each call when the graph is walked.
     *
     * @param <T> what flows along the edges: shapes, or values of an op graph
     */
    public interface Visitor<T> {
        /**
         * What a call gives for what it takes.
         *
         * @param layer the layer or nested model; an input layer, too
         * @param call its use
         * @param inputs what it takes
         * @return what it gives, one for each result
         */
        List<T> call(ModelLayer layer, ModelCall call, List<T> inputs);

        /**
         * What flows where the file gives a mask of its own for an input.
         *
         * @param input the input
         * @param mask its mask
         * @return the input with the mask
         */
        default T masked(T input, T mask) {
            return input;
        }

        /** What is left of a tensor when it is taken up. */
        default T taken(T tensor) {
            return tensor;
        }
    }

    /**
     * Walks the graph once: the only place that knows how what one call gives reaches the next.
     *
     * @param given what flows into the inputs
     * @param visitor what is done at each call
     * @param <T> what flows along the edges
     * @return what flows out of the outputs
     */
    public <T> List<T> walk(List<T> given, Visitor<T> visitor) {
        Map<TensorRef, T> tensors = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            tensors.put(inputs.get(i), given.get(i));
        }
        for (Step step : order) {
            ModelLayer layer = step.layer();
            List<T> results = layer.isInput()
                    ? visitor.call(layer, use(layer), entering(layer, tensors))
                    : visitor.call(layer, step.use(), taken(step.use(), tensors, visitor));
            for (int i = 0; i < results.size(); i++) {
                tensors.put(new TensorRef(layer.name(), step.call(), i), results.get(i));
            }
        }
        List<T> results = new ArrayList<>();
        outputs.forEach(ref -> results.add(visitor.taken(tensors.get(ref))));
        return results;
    }

    /** What enters; nothing is known of it where what stands before the model is unknown. */
    private static <T> List<T> entering(ModelLayer input, Map<TensorRef, T> tensors) {
        return Collections.singletonList(tensors.get(new TensorRef(input.name(), 0, 0)));
    }

    private static <T> List<T> taken(ModelCall call, Map<TensorRef, T> tensors, Visitor<T> visitor) {
        List<T> taken = new ArrayList<>();
        for (int i = 0; i < call.inputs().size(); i++) {
            T input = visitor.taken(tensors.get(call.inputs().get(i)));
            boolean hasMask = i < call.masks().size() && call.masks().get(i).isPresent();
            taken.add(
                    hasMask
                            ? visitor.masked(
                                    input, tensors.get(call.masks().get(i).get()))
                            : input);
        }
        return taken;
    }

    /** Whether a layer at any depth keeps what it computed for the next call. */
    boolean isStateful() {
        return allLayers().stream().anyMatch(layer -> layer.layer().stream().anyMatch(Layer::isStateful));
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
