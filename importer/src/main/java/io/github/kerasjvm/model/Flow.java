package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.op.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /** What is left of it where the masks of some tensors are taken away. */
    Flow without(Set<Value> unmasked) {
        return unmasked.contains(value) ? unmasked(value) : this;
    }

    /** The results of a call. Notes the tensors whose masks it takes away. */
    static List<Flow> lower(Layer layer, Lowering call, Set<Value> unmasked) {
        List<Value> results = layer.lower(call);
        List<Optional<Value>> masks = layer.masks(call);
        List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            flows.add(new Flow(results.get(i), i < masks.size() ? masks.get(i) : Optional.empty()));
        }
        layer.unmasks().forEach(input -> unmasked.add(call.input(input)));
        return flows;
    }
}
