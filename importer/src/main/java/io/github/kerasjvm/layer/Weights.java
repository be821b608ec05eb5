package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Value;

/** The arrays of one layer as values of an op graph. */
@FunctionalInterface
public interface Weights {

    /**
     * One array.
     *
     * @param name its name in the layer's {@link WeightSpec}
     * @return its value
     * @throws IllegalArgumentException if the layer has no such array
     */
    Value get(String name);
}
