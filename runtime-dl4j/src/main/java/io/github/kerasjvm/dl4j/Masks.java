package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What masks do in one call of a layer, found out from the operations of the call, so that no layer can be forgotten.
 *
 * @param matter whether a number of a result depends on the mask of an input
 * @param results the shape of the mask of each result; empty where it has none
 */
record Masks(boolean matter, List<Optional<Shape>> results) {

    /**
     * Looks at a call.
     *
     * @param layer the layer
     * @param inputs what it takes
     * @return what masks do in it
     */
    static Masks of(Layer layer, List<Flow> inputs) {
        Ops ops = new Ops();
        List<Value> values = new ArrayList<>();
        List<Optional<Value>> masks = new ArrayList<>();
        for (Flow input : inputs) {
            values.add(ops.input("x" + values.size(), input.shape()));
            masks.add(input.mask().map(shape -> ops.input("mask" + masks.size(), shape)));
        }
        Lowering call =
                new Lowering(ops, values, masks, weights(layer, inputs, ops), Optional.empty(), Optional.empty());
        boolean matter = masks.stream().anyMatch(Optional::isPresent) && depends(ops, layer.lower(call), masks);
        List<Optional<Shape>> results = layer.masks(call).stream()
                .map(mask -> mask.map(value -> value.shape().with(0, Shape.ANY)))
                .toList();
        return new Masks(matter, results);
    }

    /** The shape of the mask of a result. */
    Optional<Shape> result(int index) {
        return index < results.size() ? results.get(index) : Optional.empty();
    }

    private static Weights weights(Layer layer, List<Flow> inputs, Ops ops) {
        Map<String, Value> weights = new HashMap<>();
        for (WeightSpec spec : layer.weights(inputs.stream().map(Flow::shape).toList())) {
            weights.put(spec.name(), ops.input("weight " + spec.name(), spec.shape()));
        }
        return weights::get;
    }

    private static boolean depends(Ops ops, List<Value> results, List<Optional<Value>> masks) {
        List<OpGraph.Output> outputs = new ArrayList<>();
        results.forEach(result -> outputs.add(new OpGraph.Output("y" + outputs.size(), result)));
        List<Node> nodes = ops.build(outputs).nodes();
        Set<Value> needed = new HashSet<>(results);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (nodes.get(i).outputs().stream().anyMatch(needed::contains)) {
                needed.addAll(nodes.get(i).inputs());
            }
        }
        return masks.stream().flatMap(Optional::stream).anyMatch(needed::contains);
    }
}
