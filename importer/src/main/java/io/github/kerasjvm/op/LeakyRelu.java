package io.github.kerasjvm.op;

import java.util.List;

/**
 * {@code x} above 0, {@code slope * x} below.
 *
 * @param slope the slope below 0
 */
public record LeakyRelu(double slope) implements Composite {

    @Override
    public List<Value> decompose(Ops ops, List<Value> inputs) {
        Value x = inputs.get(0);
        return List.of(ops.select(ops.greater(x, ops.constant(0)), x, ops.multiply(x, ops.constant(slope))));
    }
}
