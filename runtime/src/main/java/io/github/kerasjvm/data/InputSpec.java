package io.github.kerasjvm.data;

import io.github.kerasjvm.tensor.Shape;

/**
 * What a model's input takes.
 *
 * @param name its name
 * @param shape its shape with the batch first; sizes that the model leaves open are {@link Shape#ANY}
 */
public record InputSpec(String name, Shape shape) {}
