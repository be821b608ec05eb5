package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arrays of a cell inside the graph of a step: each that is asked for becomes a further input of the step. */
final class StepWeights implements Weights {

    private final Weights outside;
    private final Ops body;
    private final Map<String, Value> outer = new LinkedHashMap<>();
    private final Map<String, Value> inner = new LinkedHashMap<>();

    StepWeights(Weights outside, Ops body) {
        this.outside = outside;
        this.body = body;
    }

    @Override
    public Value get(String name) {
        return inner.computeIfAbsent(name, key -> {
            Value given = outside.get(key);
            outer.put(key, given);
            return body.input(key, given.shape());
        });
    }

    /** The arrays outside, in the order in which the step takes them. */
    List<Value> outer() {
        return List.copyOf(outer.values());
    }
}
