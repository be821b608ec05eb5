package io.github.kerasjvm.model;

import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.tensor.Shape;

/** An array that stands in a file's place of another, and is not in the file. */
record DrawnArray(StoredArray place, Shape shape, float[] elements) implements StoredArray {

    @Override
    public String name() {
        return place.name();
    }

    @Override
    public String path() {
        return place.path();
    }

    @Override
    public String type() {
        return "float32";
    }

    @Override
    public float[] readFloats() {
        return elements.clone();
    }

    @Override
    public double[] readDoubles() {
        double[] doubles = new double[elements.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = elements[i];
        }
        return doubles;
    }
}
