package io.github.kerasjvm.model;

import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.tensor.Shape;

/**
 * One array in a file.
 *
 * @param path its path in the file
 * @param shape its shape
 * @param type its element type, {@code float32}
 */
public record ArraySummary(String path, Shape shape, String type) {

    static ArraySummary of(StoredArray array) {
        return new ArraySummary(array.path(), array.shape(), array.type());
    }
}
