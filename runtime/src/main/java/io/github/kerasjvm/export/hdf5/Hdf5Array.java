package io.github.kerasjvm.export.hdf5;

import io.github.kerasjvm.tensor.Shape;
import java.util.Map;

/** An array to be written. */
record Hdf5Array(Hdf5Type type, Shape shape, Elements elements) implements Hdf5Node {

    @Override
    public Map<String, Hdf5Attribute> attributes() {
        return type == Hdf5Type.BFLOAT16 ? Map.of("dtype", new Hdf5Attribute.Text(type.label())) : Map.of();
    }

    long bytes() {
        return shape.elements() * type.bytes();
    }
}
