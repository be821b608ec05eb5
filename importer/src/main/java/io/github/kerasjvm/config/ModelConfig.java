package io.github.kerasjvm.config;

import java.util.List;

/**
 * A model in neutral form: layers, and the tensors that go in and come out. A Sequential model is a chain of layers
 * that begins with an {@code InputLayer}, as in a functional model.
 *
 * @param className the class in the file, {@code Sequential} or {@code Functional}
 * @param name the model's name
 * @param layers the layers in the order of the file
 * @param inputs the tensors that the model takes, in order
 * @param outputs the tensors that it gives, in order
 */
public record ModelConfig(
        String className, String name, List<LayerConfig> layers, List<TensorRef> inputs, List<TensorRef> outputs) {
    /** Keeps its own copies. */
    public ModelConfig {
        layers = List.copyOf(layers);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
