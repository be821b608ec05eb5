package io.github.kerasjvm.model;

import io.github.kerasjvm.model.GroupedWeights.Need;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.read.WeightSource;
import io.github.kerasjvm.read.WeightSource.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Matches the groups of an {@code .h5} file with the layers of the outermost model as Keras does
 * (keras/src/legacy/saving/legacy_h5_format.py, {@code load_weights_from_hdf5_group} and {@code …_by_name}): a layer's
 * arrays have to be as many as the group's; then each array is taken or skipped on its own.
 */
final class PartialGroups {

    private final PartialWeights partial;
    private final GroupedWeights grouped;
    private final List<Group> groups;

    PartialGroups(PartialWeights partial, GroupedWeights grouped, WeightSource.Grouped source) {
        this.partial = partial;
        this.grouped = grouped;
        this.groups = source.groups().stream()
                .filter(group -> !group.arrays().isEmpty())
                .toList();
    }

    /** Matches them; false if the file as a whole was refused. */
    boolean match(ModelGraph graph) {
        Map<String, ModelLayer> pairs =
                partial.matching().rule() == WeightMatching.Rule.NAME ? byName(graph) : byOrder(graph);
        if (pairs == null) {
            return false;
        }
        for (Group group : groups) {
            ModelLayer layer = pairs.get(group.layer());
            if (layer == null) {
                group.arrays().forEach(array -> partial.leave(array, group.layer()));
            } else {
                grouped.needs(layer).ifPresent(needs -> match(layer, needs, group));
            }
        }
        return true;
    }

    private static Map<String, ModelLayer> byName(ModelGraph graph) {
        Map<String, ModelLayer> pairs = new LinkedHashMap<>();
        graph.layers().forEach(layer -> pairs.put(layer.name(), layer));
        return pairs;
    }

    private Map<String, ModelLayer> byOrder(ModelGraph graph) {
        List<ModelLayer> layers = new ArrayList<>();
        for (ModelLayer layer : graph.layers()) {
            Optional<List<Need>> needs = grouped.needs(layer);
            if (needs.isEmpty()) {
                return null; // a layer with a problem of its own: nobody knows which layers come after it
            }
            if (!needs.get().isEmpty()) {
                layers.add(layer);
            }
        }
        if (layers.size() != groups.size()) {
            partial.refuse(
                    "the weights file has " + groups.size() + " layers with weights, the architecture " + layers.size()
                            + "; they cannot be matched by order",
                    "Match them by name: --weights-by name");
            return null;
        }
        Map<String, ModelLayer> pairs = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            pairs.put(groups.get(i).layer(), layers.get(i));
        }
        return pairs;
    }

    private void match(ModelLayer layer, List<Need> needs, Group group) {
        List<StoredArray> arrays = group.arrays();
        if (arrays.size() != needs.size()) {
            partial.skipCount(layer, arrays.size(), needs.size());
            if (needs.isEmpty()) {
                arrays.forEach(array -> partial.leave(array, group.layer()));
            }
            needs.forEach(need ->
                    partial.skip(need.layer(), need.spec(), PartialWeights.countReason(arrays.size(), needs.size())));
            return;
        }
        List<StoredArray> ordered =
                GroupedWeights.byName(needs, arrays, layer.nested().isPresent());
        for (int i = 0; i < needs.size(); i++) {
            partial.apply(needs.get(i).layer(), needs.get(i).spec(), ordered.get(i));
        }
    }
}
