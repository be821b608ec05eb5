package io.github.kerasjvm.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * One layer of a model in neutral form.
 *
 * @param className the class, {@code Conv2D}
 * @param module the Python module of the class, {@code keras.layers}; empty when the file does not say
 * @param name the layer's name, unique in its model
 * @param arguments its arguments as they stand in the file
 * @param semantics what the words of the arguments mean
 * @param calls its uses, in order
 * @param model the model that it is, for a nested model
 */
public record LayerConfig(
        String className,
        String module,
        String name,
        ObjectNode arguments,
        Semantics semantics,
        List<Call> calls,
        Optional<ModelConfig> model) {
    /** Keeps its own copy. */
    public LayerConfig {
        calls = List.copyOf(calls);
    }
}
