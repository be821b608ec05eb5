package io.github.kerasjvm.data;

import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * What a model's input takes.
 *
 * @param name its name
 * @param shape its shape with the batch first; sizes that the model leaves open are {@link Shape#ANY}
 */
public record InputSpec(String name, Shape shape) {

    /**
     * What a model takes.
     *
     * @param model the model
     * @return its inputs, in order
     */
    public static List<InputSpec> of(KerasModel model) {
        return model.inputs().stream()
                .map(port -> new InputSpec(port.name(), port.shape()))
                .toList();
    }
}
