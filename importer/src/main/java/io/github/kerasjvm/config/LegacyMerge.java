package io.github.kerasjvm.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code Merge} that begins a Sequential model of Keras 1 (and 2.0, legacy) and holds whole models, in the neutral
 * form: the layers of these models stand in the outer model, as {@code flattened_layers} (models.py, 1.2.2) has them, by
 * which the file stores their weights; the Merge takes what the models give. A layer that several of the models share has
 * one entry and the calls of all.
 */
final class LegacyMerge {

    private final Map<String, LayerConfig> layers = new LinkedHashMap<>();
    private final Set<TensorRef> inputs = new LinkedHashSet<>();
    private final List<TensorRef> ends = new ArrayList<>();
    private final Problems problems;

    LegacyMerge(Problems problems) {
        this.problems = problems;
    }

    /** Takes one of the models. */
    void add(ModelConfig model) {
        if (model.outputs().isEmpty()) {
            return; // reported already
        }
        // The calls of shared layers are counted on from those of the models before.
        Map<String, Integer> before = new LinkedHashMap<>();
        model.layers().forEach(layer -> {
            LayerConfig known = layers.get(layer.name());
            before.put(layer.name(), known == null ? 0 : known.calls().size());
        });
        for (LayerConfig layer : model.layers()) {
            put(layer, renumbered(layer.calls(), before));
        }
        inputs.addAll(model.inputs());
        ends.add(renumbered(model.outputs().get(0), before));
    }

    private void put(LayerConfig layer, List<Call> calls) {
        LayerConfig known = layers.get(layer.name());
        List<Call> all = new ArrayList<>();
        if (known != null) {
            boolean same = known.className().equals(layer.className())
                    && known.arguments().equals(layer.arguments())
                    && known.model().equals(layer.model());
            if (!same) {
                problems.at(layer.name(), layer.className())
                        .add(Code.GRAPH, "", "two different layers have this name", "");
            }
            all.addAll(known.calls());
        }
        all.addAll(calls);
        layers.put(layer.name(), withCalls(layer, all));
    }

    private static List<Call> renumbered(List<Call> calls, Map<String, Integer> before) {
        return calls.stream()
                .map(call -> call.renumbered(ref -> renumbered(ref, before)))
                .toList();
    }

    private static TensorRef renumbered(TensorRef ref, Map<String, Integer> before) {
        return new TensorRef(ref.layer(), ref.call() + before.getOrDefault(ref.layer(), 0), ref.output());
    }

    private static LayerConfig withCalls(LayerConfig layer, List<Call> calls) {
        return new LayerConfig(
                layer.className(),
                layer.module(),
                layer.name(),
                layer.arguments(),
                layer.semantics(),
                calls,
                layer.model());
    }

    /** The Merge itself. */
    LayerConfig merge(String name, ObjectNode arguments, Semantics semantics) {
        ObjectNode own = arguments.deepCopy();
        own.remove("layers");
        Call call = Call.on(ends.toArray(TensorRef[]::new));
        return new LayerConfig("Merge", "", name, own, semantics, List.of(call), Optional.empty());
    }

    /** The layers of all models, in the order of the file. */
    List<LayerConfig> layers() {
        return List.copyOf(layers.values());
    }

    /** What goes into the whole: the inputs of each model in turn, as {@code get_source_inputs} (topology.py) finds them. */
    List<TensorRef> inputs() {
        return List.copyOf(inputs);
    }
}
