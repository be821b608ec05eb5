package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.tensor.Shape;

/**
 * A part of one long array: where a named array lies in it.
 *
 * @param name the name of the weight, {@code conv2d_1/kernel}
 * @param shape its shape, all sizes known
 * @param offset where its first element lies
 */
public record Parameter(String name, Shape shape, int offset) {

    /**
     * How many elements it has.
     *
     * @return 0 or more
     */
    public int length() {
        return Math.toIntExact(shape.elements());
    }

    /**
     * Where the next one begins.
     *
     * @return the offset behind its last element
     */
    public int end() {
        return offset + length();
    }
}
