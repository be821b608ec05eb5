package io.github.kerasjvm.op;

import java.util.List;

/**
 * {@code min(max(x, low), high)}.
 *
 * @param low the least result
 * @param high the greatest result
 */
public record Clip(double low, double high) implements Composite {

    @Override
    public List<Value> decompose(Ops ops, List<Value> inputs) {
        return List.of(ops.minimum(ops.maximum(inputs.get(0), ops.constant(low)), ops.constant(high)));
    }
}
