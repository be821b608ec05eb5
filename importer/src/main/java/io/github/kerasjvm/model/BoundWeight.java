package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.tensor.Tensor;

/**
 * An array of a layer and the place in the file where it is.
 *
 * @param layer the layer
 * @param spec what the layer needs
 * @param form how the file stores it
 * @param array what the file has
 */
public record BoundWeight(ModelLayer layer, WeightSpec spec, WeightSpec.Form form, StoredArray array) {

    /**
     * The name in the model and in the op graph.
     *
     * @return the name, {@code outer/conv2d_1/kernel}
     */
    public String name() {
        return layer.path() + "/" + spec.name();
    }

    /**
     * Reads the array, and brings its elements to the order in which they are used.
     *
     * @return the weight
     * @throws io.github.kerasjvm.problem.ImportException if the array is damaged, or its elements are no numbers
     */
    public Tensor read() {
        return Tensor.owning(spec.shape(), form.restore().apply(array.readFloats()));
    }
}
