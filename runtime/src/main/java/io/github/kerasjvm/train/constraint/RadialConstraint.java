package io.github.kerasjvm.train.constraint;

import io.github.kerasjvm.tensor.Shape;

/**
 * {@code RadialConstraint} of tf.keras (tf_keras-2.21 constraints.py): every ring of cells around the middle of a square
 * kernel {@code [size, size, in, out]} becomes one number, that of the cell on the diagonal below and right of the
 * middle. The middle itself is the cell {@code size / 2 - 1}, as it is written there, also where the size is odd; a size
 * of 1 has no such cell.
 */
public record RadialConstraint() implements Constraint {

    @Override
    public boolean fits(Shape shape) {
        return shape.rank() == 4 && shape.size(0) == shape.size(1) && shape.size(0) > 1;
    }

    @Override
    public void apply(float[] values, int offset, Shape shape) {
        if (!fits(shape)) {
            throw new IllegalArgumentException(
                    "a radial constraint needs the shape [size, size, in, out] with a size over 1, got " + shape);
        }
        int size = shape.size(0);
        int kernels = shape.size(2) * shape.size(3);
        float[] diagonal = new float[size];
        for (int kernel = 0; kernel < kernels; kernel++) {
            for (int i = 0; i < size; i++) {
                diagonal[i] = values[offset + (i * size + i) * kernels + kernel];
            }
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < size; column++) {
                    int cell = offset + (row * size + column) * kernels + kernel;
                    values[cell] = diagonal[source(size, ring(size, row, column))];
                }
            }
        }
    }

    /** 0 for the middle cell, or for the middle four cells of an even size; then outwards. */
    private static int ring(int size, int row, int column) {
        int far = Math.max(Math.max(row, size - 1 - row), Math.max(column, size - 1 - column));
        return far - size / 2;
    }

    /** The cell of the diagonal that a ring takes: padding with {@code kernel[start + i]}, i from 0 (odd) or 1 (even). */
    private static int source(int size, int ring) {
        int start = size / 2;
        if (ring == 0) {
            return start - 1;
        }
        return start + (size % 2 == 1 ? ring - 1 : ring);
    }
}
