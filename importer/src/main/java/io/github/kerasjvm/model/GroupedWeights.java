package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.read.WeightSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Binds the weights of {@code .h5} files: a group for each layer of the outermost model. The group of a nested model
 * holds the arrays of all its layers.
 */
final class GroupedWeights {

    private final WeightBinder binder;
    private final Map<String, WeightSource.Group> groups = new LinkedHashMap<>();

    GroupedWeights(WeightBinder binder, WeightSource.Grouped source) {
        this.binder = binder;
        source.groups().forEach(group -> groups.put(group.layer(), group));
    }

    /** One array that is needed. */
    record Need(ModelLayer layer, WeightSpec spec) {
        boolean isTrained() {
            return spec.trainable() && layer.isTrainable();
        }

        /** Whether a name in the file is that of this array. */
        boolean isNamed(String name, boolean isNested) {
            String[] parts = name.replaceFirst(":\\d+$", "").split("/");
            String last = parts[parts.length - 1];
            List<String> names = new ArrayList<>(spec.otherNames());
            names.add(spec.simpleName());
            boolean role = names.stream()
                    .anyMatch(known -> last.equals(known) || parts.length == 1 && last.endsWith("_" + known));
            boolean owner = !isNested
                    || Arrays.asList(parts).contains(layer.name())
                    || parts.length == 1 && last.startsWith(layer.name() + "_");
            return role && owner;
        }
    }

    void bind(ModelGraph graph) {
        Map<String, WeightSource.Group> unused = new LinkedHashMap<>(groups);
        Map<ModelLayer, WeightSource.Group> byOrder = unnamed(graph);
        for (ModelLayer layer : graph.layers()) {
            WeightSource.Group group = byOrder.getOrDefault(layer, groups.get(layer.name()));
            unused.remove(group == null ? "" : group.layer());
            Optional<List<Need>> needs = needs(layer);
            if (needs.isPresent()) {
                bind(layer, needs.get(), group == null ? List.of() : group.arrays());
            }
        }
        unused.values().stream().filter(group -> !group.arrays().isEmpty()).forEach(this::reportUnused);
    }

    /**
     * The groups of nested models that the file gives no name, as Sequential ones of Keras 1: those that no layer is named
     * after, in order.
     */
    private Map<ModelLayer, WeightSource.Group> unnamed(ModelGraph graph) {
        Set<String> names = graph.layers().stream().map(ModelLayer::name).collect(Collectors.toSet());
        List<WeightSource.Group> free = groups.values().stream()
                .filter(group -> !names.contains(group.layer()))
                .toList();
        List<ModelLayer> models = graph.layers().stream()
                .filter(layer -> layer.nested().isPresent() && !groups.containsKey(layer.name()))
                .toList();
        Map<ModelLayer, WeightSource.Group> found = new HashMap<>();
        for (int i = 0; free.size() == models.size() && i < free.size(); i++) {
            found.put(models.get(i), free.get(i));
        }
        return found;
    }

    private void reportUnused(WeightSource.Group group) {
        binder.problems()
                .add(
                        Code.WEIGHT_UNUSED,
                        group.layer(),
                        "the file holds weights of a layer " + group.layer() + ", which the architecture lacks",
                        "");
    }

    /**
     * What a layer needs in the order of its group; for a nested model all trained arrays, then the others, as
     * {@code model.weights} gives them (keras/engine/training.py). Empty if a layer is not known.
     */
    Optional<List<Need>> needs(ModelLayer layer) {
        if (layer.nested().isEmpty()) {
            return binder.specs(layer)
                    .map(specs ->
                            specs.stream().map(spec -> new Need(layer, spec)).toList());
        }
        List<Need> trained = new ArrayList<>();
        List<Need> others = new ArrayList<>();
        for (ModelLayer inner : layer.nested().get().layers()) {
            Optional<List<Need>> needs = needs(inner);
            if (needs.isEmpty()) {
                return Optional.empty();
            }
            needs.get().forEach(need -> (need.isTrained() ? trained : others).add(need));
        }
        trained.addAll(others);
        return Optional.of(trained);
    }

    private void bind(ModelLayer layer, List<Need> needs, List<StoredArray> arrays) {
        List<StoredArray> ordered = byName(needs, arrays, layer.nested().isPresent());
        for (int i = 0; i < needs.size(); i++) {
            Need need = needs.get(i);
            if (i < ordered.size() && ordered.get(i) != null) {
                binder.bind(need.layer(), need.spec(), ordered.get(i));
            } else {
                binder.reportMissing(need.layer(), need.spec(), "the group " + layer.name());
            }
        }
        arrays.stream()
                .filter(array -> !ordered.subList(0, Math.min(needs.size(), ordered.size()))
                        .contains(array))
                .forEach(array -> binder.reportUnused(layer, array));
    }

    /**
     * The arrays in the order of the needs: by their names where each name is that of one need, else as they stand in
     * the file. Where some needs are missing, a null stands for each.
     */
    static List<StoredArray> byName(List<Need> needs, List<StoredArray> arrays, boolean isNested) {
        List<StoredArray> ordered = new ArrayList<>();
        for (Need need : needs) {
            List<StoredArray> named = arrays.stream()
                    .filter(a -> need.isNamed(a.name(), isNested))
                    .toList();
            if (named.size() > 1 || !named.isEmpty() && ordered.contains(named.get(0))) {
                return arrays;
            }
            ordered.add(named.isEmpty() ? null : named.get(0));
        }
        long found = ordered.stream().filter(array -> array != null).count();
        return found == arrays.size() ? ordered : arrays;
    }
}
