package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Words;
import io.github.kerasjvm.model.WeightReport.Entry;
import io.github.kerasjvm.model.WeightReport.Status;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.read.WeightSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Matches a weights file by name or by order, and notes what became of every array. An array that the file does not
 * give keeps what the model's own file has for it; where there is none, the model cannot be loaded.
 */
final class PartialWeights {

    private static final int MOST_NEAREST = 3;

    private final WeightBinder binder;
    private final WeightMatching matching;
    private final Map<String, BoundWeight> own = new LinkedHashMap<>();
    private final Map<String, Found> found = new LinkedHashMap<>();
    private final List<Left> unused = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();

    private PartialWeights(WeightBinder binder, WeightMatching matching, List<BoundWeight> own) {
        this.binder = binder;
        this.matching = matching;
        own.forEach(weight -> this.own.put(weight.name(), weight));
    }

    /** What the file has for an array: the array bound, or why it is not. */
    private record Found(Optional<BoundWeight> bound, String path, String reason) {}

    /** An array of the file that no layer takes, and the name of its layer in the file. */
    private record Left(StoredArray array, String layerName) {}

    /**
     * The weights of the model after the file was applied, and the report.
     *
     * @param bound all arrays that are there, in the order of the layers
     * @param report what became of each
     */
    record Result(List<BoundWeight> bound, WeightReport report) {}

    /**
     * Matches a file.
     *
     * @param graph the model
     * @param binder knows what each layer needs; takes the problems
     * @param source what the weights file has
     * @param matching the rule
     * @param own what the model's own file has; empty for an architecture alone
     * @return the weights and the report
     */
    static Result match(
            ModelGraph graph,
            WeightBinder binder,
            WeightSource source,
            WeightMatching matching,
            List<BoundWeight> own) {
        PartialWeights partial = new PartialWeights(binder, matching, own);
        boolean isMatched = source instanceof WeightSource.Grouped grouped
                ? new PartialGroups(partial, new GroupedWeights(binder, grouped), grouped).match(graph)
                : new PartialTree(partial, ((WeightSource.Tree) source).root()).match(graph);
        return partial.result(graph, isMatched);
    }

    WeightBinder binder() {
        return binder;
    }

    WeightMatching matching() {
        return matching;
    }

    /** The file as a whole cannot be matched in this way. */
    void refuse(String message, String advice) {
        binder.problems().add(Code.WEIGHTS_MATCHING, "", message, advice);
    }

    /**
     * Takes an array of the file for one that a layer needs.
     *
     * @return whether it fits; what does not is noted
     */
    boolean apply(ModelLayer layer, WeightSpec spec, StoredArray array) {
        Optional<BoundWeight> bound = binder.fitting(layer, spec, array);
        String reason = bound.isPresent()
                ? ""
                : "is " + array.shape() + " in the file (" + array.path() + "), expected " + spec.storedShape();
        found.put(name(layer, spec), new Found(bound, array.path(), reason));
        if (bound.isEmpty() && !matching.skipsMismatches()) {
            refused.add(layer.path());
            binder.at(layer).add(Code.WEIGHT_SHAPE, spec.name(), reason, skippingAdvice());
        }
        return bound.isPresent();
    }

    /** Passes over an array that a layer needs although the file has its layer. */
    void skip(ModelLayer layer, WeightSpec spec, String reason) {
        found.put(name(layer, spec), new Found(Optional.empty(), "", reason));
    }

    /** Notes that the file has another number of arrays for a layer. */
    void skipCount(ModelLayer layer, int stored, int needed) {
        if (!matching.skipsMismatches()) {
            refused.add(layer.path());
            binder.at(layer).add(Code.WEIGHTS_MATCHING, "", countReason(stored, needed), skippingAdvice());
        }
    }

    static String countReason(int stored, int needed) {
        return "has " + stored + " arrays in the file, expected " + needed;
    }

    private static String skippingAdvice() {
        return "To pass over what does not fit: --skip-mismatch";
    }

    /** Notes an array of the file that belongs to no layer; the name is that of its layer in the file. */
    void leave(StoredArray array, String layerName) {
        unused.add(new Left(array, layerName));
    }

    private static String name(ModelLayer layer, WeightSpec spec) {
        return layer.path() + "/" + spec.name();
    }

    private Result result(ModelGraph graph, boolean isMatched) {
        List<BoundWeight> bound = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        Set<String> without = new TreeSet<>();
        for (ModelLayer layer : graph.allLayers()) {
            for (WeightSpec spec : binder.specs(layer).orElse(List.of())) {
                String name = name(layer, spec);
                Optional<BoundWeight> applied =
                        Optional.ofNullable(found.get(name)).flatMap(Found::bound);
                applied.or(() -> Optional.ofNullable(own.get(name))).ifPresent(bound::add);
                Entry entry = entry(layer, spec);
                entries.add(entry);
                if (entry.status() == Status.MISSING) {
                    without.add(layer.name());
                }
                if (isMatched && applied.isEmpty() && !entry.isKept()) {
                    reportNowhere(layer, spec, entry);
                }
            }
        }
        List<WeightReport.Unused> left = unused.stream()
                .map(one -> new WeightReport.Unused(
                        one.array().path(), one.array().shape(), nearest(one.layerName(), without)))
                .toList();
        return new Result(bound, new WeightReport(entries, left));
    }

    private Entry entry(ModelLayer layer, WeightSpec spec) {
        String name = name(layer, spec);
        Found what = found.get(name);
        Status status = what == null ? Status.MISSING : what.bound().isPresent() ? Status.APPLIED : Status.SKIPPED;
        return new Entry(
                name,
                spec.shape(),
                status,
                what == null ? "" : what.path(),
                what == null ? "" : what.reason(),
                status == Status.MISSING
                        ? nearest(
                                layer.name(),
                                unused.stream().map(Left::layerName).toList())
                        : List.of(),
                status != Status.APPLIED && own.containsKey(name));
    }

    /** Names tell something only where they are what is matched. */
    private List<String> nearest(String name, Collection<String> names) {
        return matching.rule() == WeightMatching.Rule.NAME
                ? Words.nearest(name, Set.copyOf(names), MOST_NEAREST)
                : List.of();
    }

    private void reportNowhere(ModelLayer layer, WeightSpec spec, Entry entry) {
        if (!matching.skipsMismatches() && refused.contains(layer.path())) {
            return; // its problem is reported already
        }
        String near =
                entry.nearest().isEmpty() ? "" : "; the nearest names there are " + String.join(", ", entry.nearest());
        binder.at(layer)
                .add(
                        Code.WEIGHT_MISSING,
                        spec.name(),
                        entry.status() == Status.SKIPPED
                                ? "was skipped: " + entry.reason()
                                : "has nothing in the weights file" + near,
                        "An architecture alone has no values to keep; give a whole model as MODEL, or weights for all layers");
    }
}
