package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.read.WeightSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds for every array that a layer needs the array in the file, by name and shape. */
final class WeightBinder {

    private final Map<String, List<WeightSpec>> specs;
    private final Problems problems;
    private final List<BoundWeight> bound = new ArrayList<>();

    WeightBinder(Map<String, List<WeightSpec>> specs, Problems problems) {
        this.specs = specs;
        this.problems = problems;
    }

    /**
     * Binds the weights of a model.
     *
     * @param graph the model
     * @param specs what each layer path needs; a layer that is not there is passed over
     * @param source what the file has; empty if it has no weights
     * @param problems takes what is missing or does not fit
     * @return the arrays found, in the order of the layers
     */
    static List<BoundWeight> bind(
            ModelGraph graph, Map<String, List<WeightSpec>> specs, Optional<WeightSource> source, Problems problems) {
        WeightBinder binder = new WeightBinder(specs, problems);
        if (source.isEmpty()) {
            binder.reportAbsent();
        } else if (source.get() instanceof WeightSource.Grouped grouped) {
            new GroupedWeights(binder, grouped).bind(graph);
        } else if (source.get() instanceof WeightSource.Tree tree) {
            new TreeWeights(binder).bind(graph, tree.root());
        }
        return List.copyOf(binder.bound);
    }

    private void reportAbsent() {
        if (specs.values().stream().anyMatch(list -> !list.isEmpty())) {
            problems.add(
                    Code.WEIGHTS_ABSENT,
                    "",
                    "the file holds an architecture without weights",
                    "Give the weights file beside it: --weights FILE");
        }
    }

    /** What a layer needs; empty if that is not known because of an earlier problem. */
    Optional<List<WeightSpec>> specs(ModelLayer layer) {
        return Optional.ofNullable(specs.get(layer.path()));
    }

    Problems problems() {
        return problems;
    }

    Problems at(ModelLayer layer) {
        return problems.at(layer.path(), layer.className());
    }

    /** Binds one array; reports it if the shape is not the one needed. */
    void bind(ModelLayer layer, WeightSpec spec, StoredArray array) {
        fitting(layer, spec, array).ifPresentOrElse(bound::add, () -> at(layer)
                .add(
                        Code.WEIGHT_SHAPE,
                        spec.name(),
                        "is " + array.shape() + " in the file (" + array.path() + "), expected " + spec.storedShape(),
                        ""));
    }

    /** The array in the first form that has its shape; empty if none has. */
    Optional<BoundWeight> fitting(ModelLayer layer, WeightSpec spec, StoredArray array) {
        return spec.forms().stream()
                .filter(form -> form.shape().equals(array.shape()))
                .findFirst()
                .map(form -> new BoundWeight(layer, spec, form, array));
    }

    void reportMissing(ModelLayer layer, WeightSpec spec, String where) {
        at(layer)
                .add(
                        Code.WEIGHT_MISSING,
                        spec.name(),
                        "is not in the file; expected an array " + spec.storedShape() + " in " + where,
                        "The file was saved incompletely or belongs to another architecture");
    }

    void reportUnused(ModelLayer layer, StoredArray array) {
        at(layer)
                .add(
                        Code.WEIGHT_UNUSED,
                        array.name(),
                        "is in the file (" + array.path() + "), but the layer has no such weight",
                        "");
    }
}
