package io.github.kerasjvm.model;

import io.github.kerasjvm.config.TensorRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which Keras runs the calls of a graph: those farthest from the outputs first (keras/src/ops/function.py,
 * {@code map_graph}). It matters only where a call changes what later ones see, see {@link io.github.kerasjvm.layer.Layer#unmasks}.
 */
final class RunOrder {

    private final Map<String, ModelGraph.Step> steps = new HashMap<>();
    private final Map<ModelGraph.Step, Boolean> finished = new LinkedHashMap<>();

    private RunOrder(List<ModelGraph.Step> order) {
        order.forEach(step -> steps.put(key(step.layer().name(), step.call()), step));
    }

    /**
     * Puts calls in order.
     *
     * @param order the calls in an order in which they can run
     * @param outputs the tensors that the graph gives
     * @return the calls in the order of Keras; as they are where it does not matter
     */
    static List<ModelGraph.Step> of(List<ModelGraph.Step> order, List<TensorRef> outputs) {
        boolean matters = order.stream()
                .filter(step -> !step.layer().isInput())
                .anyMatch(step -> step.use().layer().stream()
                        .anyMatch(layer -> !layer.unmasks().isEmpty()));
        return matters ? new RunOrder(order).sorted(order, outputs) : order;
    }

    private static String key(String layer, int call) {
        return layer + "@" + call;
    }

    private List<ModelGraph.Step> sorted(List<ModelGraph.Step> order, List<TensorRef> outputs) {
        outputs.forEach(this::finish);
        List<ModelGraph.Step> backwards = new ArrayList<>(finished.keySet());
        Collections.reverse(backwards);
        Map<ModelGraph.Step, Integer> depths = depths(backwards);
        List<ModelGraph.Step> sorted = new ArrayList<>(depths.keySet());
        sorted.sort(Comparator.comparing(depths::get, Comparator.reverseOrder()));
        // What no output needs runs last, if at all.
        order.stream().filter(step -> !depths.containsKey(step)).forEach(sorted::add);
        return sorted;
    }

    /** Notes a call after all that it needs. Deep graphs would exhaust a recursion. */
    private void finish(TensorRef output) {
        List<ModelGraph.Step> waiting = new ArrayList<>();
        add(waiting, output);
        while (!waiting.isEmpty()) {
            ModelGraph.Step step = waiting.get(waiting.size() - 1);
            int before = waiting.size();
            List<TensorRef> needs = needs(step);
            for (int i = needs.size() - 1; i >= 0; i--) {
                add(waiting, needs.get(i));
            }
            if (waiting.size() == before) {
                waiting.remove(before - 1);
                finished.putIfAbsent(step, true);
            }
        }
    }

    private void add(List<ModelGraph.Step> waiting, TensorRef ref) {
        ModelGraph.Step step = steps.get(key(ref.layer(), ref.call()));
        if (step != null && !finished.containsKey(step)) {
            waiting.add(step);
        }
    }

    private static List<TensorRef> needs(ModelGraph.Step step) {
        return step.layer().isInput() ? List.of() : step.use().needs();
    }

    /** How far each call is from the outputs; a layer that is called twice is as far as its farthest call so far. */
    private Map<ModelGraph.Step, Integer> depths(List<ModelGraph.Step> backwards) {
        Map<ModelGraph.Step, Integer> depths = new LinkedHashMap<>();
        Map<String, Integer> ofLayers = new HashMap<>();
        for (ModelGraph.Step step : backwards) {
            int depth = Math.max(
                    depths.getOrDefault(step, 0),
                    ofLayers.getOrDefault(step.layer().name(), 0));
            ofLayers.put(step.layer().name(), depth);
            depths.put(step, depth);
            for (TensorRef ref : needs(step)) {
                ModelGraph.Step parent = steps.get(key(ref.layer(), ref.call()));
                if (parent != null) {
                    depths.merge(parent, depth + 1, Math::max);
                }
            }
        }
        return depths;
    }
}
