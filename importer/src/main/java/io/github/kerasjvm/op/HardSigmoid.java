package io.github.kerasjvm.op;

import java.util.List;

/**
 * {@code min(max(slope * x + 0.5, 0), 1)}.
 *
 * @param slope the slope in the middle: 0.2 in Keras 1 and 2, 1/6 in Keras 3
 */
public record HardSigmoid(double slope) implements Composite {

    @Override
    public List<Value> decompose(Ops ops, List<Value> inputs) {
        Value line = ops.add(ops.multiply(inputs.get(0), ops.constant(slope)), ops.constant(0.5));
        return List.of(ops.clip(line, 0, 1));
    }
}
