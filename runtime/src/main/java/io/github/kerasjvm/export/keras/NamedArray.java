package io.github.kerasjvm.export.keras;

import io.github.kerasjvm.export.hdf5.Elements;
import io.github.kerasjvm.export.hdf5.Hdf5Type;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;

/**
 * An array as a file has it: a variable of an optimizer, or one of a layer that is no weight.
 *
 * @param name its name in the file, {@code Adam/m/dense/kernel:0}; for a numbered variable its number
 * @param type the type of its elements
 * @param shape its shape, as the file has it
 * @param elements its elements, as the file has them
 */
public record NamedArray(String name, Hdf5Type type, Shape shape, Elements elements) {

    /**
     * An array of float32.
     *
     * @param name its name in the file
     * @param values its elements in the form of the file
     * @return the array
     */
    public static NamedArray of(String name, Tensor values) {
        return new NamedArray(name, Hdf5Type.FLOAT32, values.shape(), (type, out) -> Elements.of(values.toArray())
                .writeTo(type, out));
    }

    /**
     * A single whole number, as a count of iterations.
     *
     * @param name its name in the file
     * @param value the number, less than 2<sup>53</sup>
     * @return the array, int64 without axes
     */
    public static NamedArray count(String name, long value) {
        return new NamedArray(name, Hdf5Type.INT64, Shape.SCALAR, Elements.of(new double[] {value}));
    }

    /** The same array under another name. */
    NamedArray named(String other) {
        return new NamedArray(other, type, shape, elements);
    }

    /**
     * An array as another file has it; it is read when it is written.
     *
     * @param array the array, of an open file
     * @return the same array
     * @throws KerasWriteException if its elements are of a type that is not written, such as text
     */
    public static NamedArray of(StoredArray array) {
        Hdf5Type type = Hdf5Type.of(array.type())
                .orElseThrow(() -> new KerasWriteException("array \"" + array.path() + "\" holds elements of type "
                        + array.type() + ", which are not written"));
        return new NamedArray(array.name(), type, array.shape(), (as, out) -> {
            if (as == Hdf5Type.FLOAT32) {
                Elements.of(array.readFloats()).writeTo(as, out);
            } else {
                Elements.of(array.readDoubles()).writeTo(as, out);
            }
        });
    }
}
