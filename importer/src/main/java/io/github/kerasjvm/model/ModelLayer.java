package io.github.kerasjvm.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.layer.Layer;
import java.util.List;
import java.util.Optional;

/**
 * One layer of a model. Immutable.
 *
 * @param path its name, behind those of the models that it lies in: {@code outer/inner}
 * @param name its name, unique in its model
 * @param className its class in the file
 * @param arguments its arguments as they stand in the file
 * @param layer what it does; empty for a nested model, and for a layer that cannot be run
 * @param nested the model that it is, for a nested model
 * @param calls its uses, in order
 */
public record ModelLayer(
        String path,
        String name,
        String className,
        ObjectNode arguments,
        Optional<Layer> layer,
        Optional<ModelGraph> nested,
        List<ModelCall> calls) {
    /** Keeps its own copies. */
    public ModelLayer {
        arguments = arguments.deepCopy();
        calls = List.copyOf(calls);
    }

    /**
     * Whether it is where data enters a model.
     *
     * @return true for an {@code InputLayer}
     */
    public boolean isInput() {
        return className.equals("InputLayer");
    }

    /**
     * Whether training changes its weights.
     *
     * @return false if the file says so
     */
    public boolean isTrainable() {
        return arguments.path("trainable").asBoolean(true);
    }
}
