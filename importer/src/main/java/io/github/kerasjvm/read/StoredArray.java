package io.github.kerasjvm.read;

import io.github.kerasjvm.tensor.Shape;

/** One array in a file, found but not read. Can be read as long as its {@link RawModel} is open. */
public interface StoredArray {

    /**
     * The name as the file gives it, {@code dense_1/kernel:0}; for a numbered variable its number.
     *
     * @return the name
     */
    String name();

    /**
     * The full path in the file, for messages.
     *
     * @return the path
     */
    String path();

    /**
     * The shape, all sizes known.
     *
     * @return the shape
     */
    Shape shape();

    /**
     * The type of the elements as a person would say it: {@code float32}, {@code int64}, {@code string}.
     *
     * @return the type
     */
    String type();

    /**
     * Reads all elements, converted to float32, in row-major order.
     *
     * @return a new array
     * @throws io.github.kerasjvm.problem.ImportException if the array is damaged, or its elements are no numbers
     */
    float[] readFloats();

    /**
     * Reads all elements, converted to float64, in row-major order: every number as it is stored, but for integers beyond
     * 2<sup>53</sup>.
     *
     * @return a new array
     * @throws io.github.kerasjvm.problem.ImportException if the array is damaged, or its elements are no numbers
     */
    double[] readDoubles();
}
