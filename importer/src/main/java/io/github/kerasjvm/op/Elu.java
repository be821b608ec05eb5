package io.github.kerasjvm.op;

import java.util.List;

/**
 * {@code scale * x} above 0, {@code scale * alpha * (e^x - 1)} below. With the two constants of the paper (Klambauer
 * and others, 2017) it is SELU.
 *
 * @param alpha the depth of the floor below 0
 * @param scale the factor of the whole
 */
public record Elu(double alpha, double scale) implements Composite {

    @Override
    public List<Value> decompose(Ops ops, List<Value> inputs) {
        Value x = inputs.get(0);
        Value zero = ops.constant(0);
        // The power is taken of the negative part only: it cannot overflow.
        Value power = ops.exponential(ops.minimum(x, zero));
        Value floor = ops.multiply(ops.subtract(power, ops.constant(1)), ops.constant(alpha * scale));
        Value line = scale == 1 ? x : ops.multiply(x, ops.constant(scale));
        return List.of(ops.select(ops.greater(x, zero), line, floor));
    }
}
