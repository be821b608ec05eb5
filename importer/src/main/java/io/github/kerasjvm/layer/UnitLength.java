package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import java.util.List;

/** Brings vectors to length 1. */
public final class UnitLength {

    private UnitLength() {}

    /**
     * {@code x / √max(Σ x², 1e-12)} along some axes (keras/src/backend, {@code l2_normalize} and {@code normalize}).
     *
     * @param ops where to append
     * @param x the input
     * @param axes the axes; negative counts from the last
     * @return the result, of the same shape
     */
    public static Value of(Ops ops, Value x, List<Integer> axes) {
        Value sum = ops.reduce(ReduceFunction.SUM, ops.multiply(x, x), axes, true);
        return ops.divide(x, ops.squareRoot(ops.maximum(sum, ops.constant(1e-12))));
    }
}
