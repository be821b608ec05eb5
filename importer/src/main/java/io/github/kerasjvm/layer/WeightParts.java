package io.github.kerasjvm.layer;

import io.github.kerasjvm.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The weights of the parts of a layer, whose names stand before those of the weights: {@code forward/kernel}. */
public final class WeightParts {

    private WeightParts() {}

    /**
     * Changes the weights of one part.
     *
     * @param weights the weights of the layer, by name
     * @param part the name of the part, {@code forward}
     * @param change gives the weights of the part for those that it has, by their names in the part
     * @return the weights of the layer
     */
    public static Map<String, Tensor> changed(
            Map<String, Tensor> weights, String part, UnaryOperator<Map<String, Tensor>> change) {
        String prefix = part + "/";
        Map<String, Tensor> own = new LinkedHashMap<>();
        Map<String, Tensor> all = new LinkedHashMap<>();
        weights.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), value);
            } else {
                all.put(name, value);
            }
        });
        change.apply(own).forEach((name, value) -> all.put(prefix + name, value));
        return all;
    }
}
