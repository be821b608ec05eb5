package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.op.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What flows along an edge of a model on its way to ops.
 *
 * @param value the tensor
 * @param mask its mask, {@code [batch, steps]}, 1 where a step counts
 */
record Flow(Value value, Optional<Value> mask) {

    static Flow unmasked(Value value) {
        return new Flow(value, Optional.empty());
    }

    Flow masked(Flow other) {
        return new Flow(value, Optional.of(other.value));
    }

    /** The tensors and their masks as the call of a layer. */
    static List<Value> values(List<Flow> flows) {
        return flows.stream().map(Flow::value).toList();
    }

    static List<Optional<Value>> masks(List<Flow> flows) {
        return flows.stream().map(Flow::mask).toList();
    }

    /** The results of a call. */
    static List<Flow> lower(Layer layer, Lowering call) {
        List<Value> results = layer.lower(call);
        List<Optional<Value>> masks = layer.masks(call);
        List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            flows.add(new Flow(results.get(i), i < masks.size() ? masks.get(i) : Optional.empty()));
        }
        return flows;
    }
}
