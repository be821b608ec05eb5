package io.github.kerasjvm.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.ModelLayer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the weights that arguments such as {@code kernel_regularizer} and {@code W_constraint} speak about. */
final class WeightArguments {

    /** How an argument begins, where the weight has another name. */
    private static final Map<String, String> WEIGHTS = Map.ofEntries(
            Map.entry("W", "kernel"),
            Map.entry("b", "bias"),
            Map.entry("recurrent", "recurrent_kernel"),
            Map.entry("U", "recurrent_kernel"),
            Map.entry("depthwise", "depthwise_kernel"),
            Map.entry("pointwise", "pointwise_kernel"));

    private final Set<String> weights;
    private final String suffix;
    private final List<Found> found = new ArrayList<>();

    private WeightArguments(Set<String> weights, String suffix) {
        this.weights = weights;
        this.suffix = suffix;
    }

    /**
     * One argument for one weight.
     *
     * @param layer the layer that has it, or that wraps the one that has it
     * @param argument its name, {@code kernel_regularizer}
     * @param value its value, not null
     * @param weight the name of the weight; empty if the layer has none of that role, such as a bias that is not used
     */
    record Found(ModelLayer layer, String argument, JsonNode value, Optional<String> weight) {}

    /**
     * All arguments of a kind, but those on what layers give.
     *
     * @param model the model
     * @param suffix how their names end, {@code _constraint}
     */
    static List<Found> of(KerasModel model, String suffix) {
        WeightArguments all = new WeightArguments(model.weights().keySet(), suffix);
        for (ModelLayer layer : model.graph().allLayers()) {
            if (layer.nested().isEmpty()) {
                all.collect(layer, layer.path() + "/", layer.arguments());
            }
        }
        return List.copyOf(all.found);
    }

    private void collect(ModelLayer layer, String place, JsonNode arguments) {
        arguments.properties().forEach(argument -> {
            String name = argument.getKey();
            if (name.endsWith(suffix)
                    && !name.startsWith("activity")
                    && !argument.getValue().isNull()) {
                add(layer, place, name, argument.getValue());
            }
        });
        inner(layer, place, arguments);
    }

    /** The layers that a wrapper holds, and the cells of a recurrent layer. */
    private void inner(ModelLayer layer, String place, JsonNode arguments) {
        if (weights.stream().anyMatch(weight -> weight.startsWith(place + "forward/"))) {
            JsonNode forward = arguments.path("layer").path("config");
            JsonNode backward = arguments.path("backward_layer").path("config");
            collect(layer, place + "forward/", forward);
            collect(layer, place + "backward/", backward.isObject() ? backward : forward);
            return;
        }
        for (String key : List.of("layer", "cell")) {
            if (arguments.path(key).path("config").isObject()) {
                collect(layer, place, arguments.path(key).path("config"));
            }
        }
        List<String> places = List.copyOf(places(place));
        JsonNode cells = arguments.path("cells");
        for (int i = 0; i < cells.size() && cells.size() == places.size(); i++) {
            collect(layer, places.get(i), cells.get(i).path("config"));
        }
    }

    /** The places below a place, in the order of their weights. */
    private Set<String> places(String place) {
        Set<String> places = new LinkedHashSet<>();
        weights.stream()
                .filter(weight -> weight.startsWith(place) && weight.indexOf('/', place.length()) > 0)
                .forEach(weight -> places.add(weight.substring(0, weight.indexOf('/', place.length()) + 1)));
        return places;
    }

    private void add(ModelLayer layer, String place, String argument, JsonNode value) {
        String role = argument.substring(0, argument.length() - suffix.length());
        String weight = WEIGHTS.getOrDefault(role, role);
        List<String> own = weights.stream()
                .filter(name -> name.equals(place + weight)
                        || name.equals(place + role)
                        // the projections of an attention layer
                        || name.startsWith(place) && name.endsWith("/" + weight))
                .toList();
        own.forEach(name -> found.add(new Found(layer, argument, value, Optional.of(name))));
        if (own.isEmpty()) {
            found.add(new Found(layer, argument, value, Optional.empty()));
        }
    }
}
