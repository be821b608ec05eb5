package io.github.kerasjvm.verify;

import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the outputs of layers. The calls of a shared layer that do not depend on each other have no order of their
 * own, and Keras may run them in another than we do: each recorded call is held against the call that lies nearest.
 */
final class LayerComparison {

    private LayerComparison() {}

    static List<Difference> of(Map<String, Tensor> ours, Map<String, Tensor> golden, Tolerance tolerance) {
        Map<String, List<String>> callsOf = new LinkedHashMap<>();
        ours.keySet().forEach(name -> callsOf.computeIfAbsent(group(name), key -> new ArrayList<>())
                .add(name));
        List<Difference> differences = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        golden.forEach((name, recorded) -> {
            if (ours.containsKey(name)) {
                differences.add(
                        nearest(name, recorded, callsOf.get(group(name)), ours, taken, tolerance.scaledTo(recorded)));
            }
        });
        return differences;
    }

    /** The layer and the number of the output, without the number of the call. */
    private static String group(String name) {
        return name.replaceFirst("@\\d+(?=$|#)", "");
    }

    private static Difference nearest(
            String name,
            Tensor recorded,
            List<String> calls,
            Map<String, Tensor> ours,
            Set<String> taken,
            Tolerance tolerance) {
        Difference best = null;
        String chosen = name;
        for (String call : calls) {
            Difference difference = Difference.of(name, ours.get(call), recorded, tolerance);
            if (!taken.contains(call) && (best == null || difference.isNearerThan(best))) {
                best = difference;
                chosen = call;
            }
        }
        taken.add(chosen);
        return best == null ? Difference.of(name, ours.get(name), recorded, tolerance) : best;
    }
}
