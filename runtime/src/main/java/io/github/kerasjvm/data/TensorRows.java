package io.github.kerasjvm.data;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;

/**
 * Rows in memory.
 *
 * @param name what it is, for messages
 * @param tensor the rows; a tensor of rank 0 is one row
 */
record TensorRows(String name, Tensor tensor) implements Rows {

    TensorRows {
        tensor = tensor.shape().rank() == 0 ? tensor.reshaped(Shape.of(1)) : tensor;
    }

    @Override
    public Shape row() {
        return tensor.shape().from(1);
    }

    @Override
    public int count() {
        return tensor.shape().size(0);
    }

    @Override
    public Reader open() {
        int size = Math.toIntExact(row().elements());
        int[] at = {0};
        return (target, rows) -> {
            tensor.copyTo(at[0], target, 0, rows * size);
            at[0] += rows * size;
        };
    }
}
