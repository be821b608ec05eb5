package io.github.kerasjvm.read;

import io.github.kerasjvm.read.WeightSource.Grouped;
import io.github.kerasjvm.read.WeightSource.Node;
import io.github.kerasjvm.read.WeightSource.Tree;
import java.util.ArrayList;
import java.util.List;

/** Every array of a model, for tests. */
final class AllArrays {

    private AllArrays() {}

    static List<StoredArray> of(RawModel model) {
        List<StoredArray> found = new ArrayList<>(model.optimizer());
        model.weights().ifPresent(weights -> found.addAll(of(weights)));
        return found;
    }

    private static List<StoredArray> of(WeightSource weights) {
        List<StoredArray> found = new ArrayList<>();
        if (weights instanceof Grouped grouped) {
            grouped.groups().forEach(group -> found.addAll(group.arrays()));
        } else if (weights instanceof Tree tree) {
            addAll(tree.root(), found);
        }
        return found;
    }

    private static void addAll(Node node, List<StoredArray> found) {
        found.addAll(node.variables());
        node.children().values().forEach(child -> addAll(child, found));
    }
}
