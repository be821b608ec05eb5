package io.github.kerasjvm.model;

import io.github.kerasjvm.config.TensorRef;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the head of a model: the last layer with weights on the way to an output, and what stands behind it. */
final class HeadFinder {

    private final String file;
    private final ModelGraph model;
    private final ShapeInference shapes;

    HeadFinder(String file, ModelGraph model, ShapeInference shapes) {
        this.file = file;
        this.model = model;
        this.shapes = shapes;
    }

    /**
     * A way from a head to an output.
     *
     * @param output the index of the output
     * @param head the layer
     * @param behind the layers behind it, the last one first
     */
    record Way(int output, ModelLayer head, List<ModelLayer> behind) {}

    /**
     * The head and its way to each output that is its.
     *
     * @param wanted the path of the layer; empty for the one that there is
     * @return one way or more, all with the same head
     * @throws ImportException if there is none, or more than one
     */
    List<Way> find(Optional<String> wanted) {
        List<Way> ways = new ArrayList<>();
        for (int i = 0; i < model.outputs().size(); i++) {
            List<ModelLayer> behind = new ArrayList<>();
            Optional<ModelLayer> head = back(model, model.outputs().get(i), wanted, behind);
            if (head.isPresent()) {
                ways.add(new Way(i, head.get(), behind));
            }
        }
        if (ways.isEmpty()) {
            throw refused(
                    "",
                    "",
                    wanted.map(path -> "no way leads from a layer " + path + " through layers without weights to an"
                                    + " output" + known(path))
                            .orElse("no layer with weights is behind the only input of its output, where a new head"
                                    + " could be"),
                    "Name the layer of the head" + (wanted.isPresent() ? ": " + candidates() : ""));
        }
        if (ways.stream().map(way -> way.head().path()).distinct().count() > 1) {
            throw refused(
                    "",
                    "",
                    "the model has " + model.outputs().size() + " outputs, each with a head of its own: "
                            + candidates(ways),
                    "Name the one to be replaced: --head LAYER");
        }
        return ways;
    }

    private String known(String path) {
        boolean isThere =
                model.allLayers().stream().anyMatch(layer -> layer.path().equals(path));
        return isThere ? "" : "; there is no layer of that path";
    }

    private String candidates() {
        List<Way> ways = new ArrayList<>();
        for (int i = 0; i < model.outputs().size(); i++) {
            int output = i;
            back(model, model.outputs().get(i), Optional.empty(), new ArrayList<>())
                    .ifPresent(head -> ways.add(new Way(output, head, List.of())));
        }
        return candidates(ways);
    }

    private static String candidates(List<Way> ways) {
        return String.join(
                ", ", ways.stream().map(way -> way.head().path()).distinct().toList());
    }

    /** Goes back from a tensor to the first layer with weights. */
    private Optional<ModelLayer> back(
            ModelGraph graph, TensorRef from, Optional<String> wanted, List<ModelLayer> behind) {
        TensorRef at = from;
        while (true) {
            ModelLayer layer = layer(graph, at);
            if (layer.isInput()) {
                return Optional.empty();
            }
            if (layer.nested().isPresent()) {
                ModelGraph inner = layer.nested().get();
                Optional<ModelLayer> found = back(inner, inner.outputs().get(at.output()), wanted, behind);
                if (found.isPresent()) {
                    return found;
                }
            } else if (wanted.stream().anyMatch(layer.path()::equals)) {
                return Optional.of(layer);
            } else if (hasWeights(layer)) {
                return wanted.isPresent() ? Optional.empty() : Optional.of(layer);
            } else {
                behind.add(layer);
            }
            List<TensorRef> inputs = layer.calls().get(at.call()).inputs();
            if (inputs.size() != 1) {
                return Optional.empty();
            }
            at = inputs.get(0);
        }
    }

    private static ModelLayer layer(ModelGraph graph, TensorRef ref) {
        return graph.layers().stream()
                .filter(layer -> layer.name().equals(ref.layer()))
                .findFirst()
                .orElseThrow();
    }

    private boolean hasWeights(ModelLayer layer) {
        return !shapes.weights().getOrDefault(layer.path(), List.of()).isEmpty();
    }

    private ImportException refused(String layer, String className, String message, String advice) {
        return ImportException.of(file, List.of(new Problem(Code.TRAINING, layer, className, "", message, advice)));
    }
}
