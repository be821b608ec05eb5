package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/** Makes the rows of the summary. */
final class Summaries {

    private final ShapeInference shapes;

    Summaries(ShapeInference shapes) {
        this.shapes = shapes;
    }

    List<LayerSummary> of(ModelGraph graph) {
        return graph.allLayers().stream().map(this::summary).toList();
    }

    private LayerSummary summary(ModelLayer layer) {
        List<List<Shape>> calls = shapes.outputs().getOrDefault(layer.path(), List.of());
        List<String> inputs = layer.calls().stream()
                .limit(1)
                .flatMap(call -> call.inputs().stream())
                .map(ref -> ref.layer() + "[" + ref.call() + "][" + ref.output() + "]")
                .toList();
        return new LayerSummary(
                layer.path(),
                layer.className(),
                calls.isEmpty() ? List.of() : calls.get(0),
                leaves(layer).mapToLong(leaf -> elements(leaf, false)).sum(),
                leaves(layer).mapToLong(leaf -> elements(leaf, true)).sum(),
                inputs,
                layer.nested().isPresent(),
                layer.nested().isPresent() || layer.layer().isPresent());
    }

    private static Stream<ModelLayer> leaves(ModelLayer layer) {
        return layer.nested().isEmpty()
                ? Stream.of(layer)
                : layer.nested().get().allLayers().stream()
                        .filter(inner -> inner.nested().isEmpty());
    }

    private long elements(ModelLayer layer, boolean trainableOnly) {
        return shapes.weights().getOrDefault(layer.path(), List.of()).stream()
                .filter(spec -> !trainableOnly || spec.trainable() && layer.isTrainable())
                .map(WeightSpec::shape)
                .mapToLong(Shape::elements)
                .sum();
    }
}
