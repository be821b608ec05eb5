package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;

/** Dropout that scales up what stays, so that inference needs no factor: {@code (u >= rate) / (1 - rate)} for drawn {@code u}. */
public final class InvertedDropout {

    private InvertedDropout() {}

    /**
     * Draws what values are multiplied by.
     *
     * @param ops where to append
     * @param training the step of training
     * @param rate the share that is dropped, from 0 to below 1
     * @param shape the shape, known
     * @return 0 where an element goes, else {@code 1 / (1 - rate)}
     */
    public static Value mask(Ops ops, Training training, double rate, Shape shape) {
        Value kept = ops.greaterOrEqual(training.uniform(shape), ops.constant(rate));
        return ops.multiply(kept, ops.constant(1 / (1 - rate)));
    }
}
