package io.github.kerasjvm.train.constraint;

import io.github.kerasjvm.tensor.Shape;

/** Keras {@code NonNeg}: {@code w · (w >= 0)}, so that a negative weight becomes 0 and one that is no number stays so. */
public record NonNeg() implements Constraint {

    @Override
    public void apply(float[] values, int offset, Shape shape) {
        int end = offset + Math.toIntExact(shape.elements());
        for (int i = offset; i < end; i++) {
            values[i] *= values[i] >= 0 ? 1 : 0;
        }
    }
}
