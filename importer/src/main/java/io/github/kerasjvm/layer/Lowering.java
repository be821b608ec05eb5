package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import java.util.List;

/**
 * One call of a layer on its way to ops.
 *
 * @param ops where to append
 * @param inputs the inputs of the call
 * @param weights the layer's arrays
 */
public record Lowering(Ops ops, List<Value> inputs, Weights weights) {}
