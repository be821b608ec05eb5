package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shapes of every call and the weights of every layer, for given shapes of the model's inputs. Where a layer cannot
 * say, what depends on it is unknown and says nothing, so that one problem is reported once.
 */
final class ShapeInference {

    private final Map<String, List<List<Shape>>> outputs = new LinkedHashMap<>();
    private final Map<String, List<WeightSpec>> weights = new HashMap<>();
    private final Problems problems;
    private List<Shape> results = List.of();

    private ShapeInference(Problems problems) {
        this.problems = problems;
    }

    static ShapeInference of(ModelGraph graph, List<Shape> inputs, Problems problems) {
        ShapeInference inference = new ShapeInference(problems);
        inference.results = inference.walk(graph, inputs).stream()
                .map(shape -> shape == null ? Shape.UNKNOWN : shape)
                .toList();
        return inference;
    }

    private List<Shape> walk(ModelGraph graph, List<Shape> inputs) {
        return graph.walk(inputs, (layer, call, taken) -> {
            List<Shape> results =
                    layer.nested().isPresent() ? nested(layer, layer.nested().get(), taken) : call(layer, call, taken);
            outputs.computeIfAbsent(layer.path(), path -> new ArrayList<>()).add(results);
            return results;
        });
    }

    private List<Shape> nested(ModelLayer layer, ModelGraph graph, List<Shape> taken) {
        boolean fits = problems.at(layer.path(), layer.className())
                .require(
                        taken.size() == graph.inputs().size(),
                        "is called on %s inputs; the model takes %s",
                        taken.size(),
                        graph.inputs().size());
        return fits ? walk(graph, taken) : Collections.nCopies(graph.outputs().size(), Shape.UNKNOWN);
    }

    private List<Shape> call(ModelLayer modelLayer, ModelCall call, List<Shape> taken) {
        Problems here = problems.at(modelLayer.path(), modelLayer.className());
        // A shape is missing where an unknown layer, or a further output of one, stands before.
        boolean known = call.layer().isPresent() && taken.stream().noneMatch(s -> s == null || s.isUnknown());
        if (!known) {
            return List.of(Shape.UNKNOWN);
        }
        Layer layer = call.layer().get();
        List<Shape> results = layer.outputs(taken, here);
        if (results.stream().noneMatch(Shape::isUnknown)) {
            List<WeightSpec> specs = layer.weights(taken);
            List<WeightSpec> earlier = weights.putIfAbsent(modelLayer.path(), specs);
            if (earlier != null && !shapes(earlier).equals(shapes(specs))) {
                here.add(Code.SHAPE, "", "is shared by inputs that need different weights: a call on " + taken, "");
            }
        }
        return results;
    }

    private static List<Shape> shapes(List<WeightSpec> specs) {
        return specs.stream().map(WeightSpec::shape).toList();
    }

    /** The shapes of what the whole model gives. */
    List<Shape> results() {
        return results;
    }

    /** The shapes of the results by call, for each layer path; a layer that is never called is not there. */
    Map<String, List<List<Shape>>> outputs() {
        return outputs;
    }

    /** The weights of each layer path whose shapes are known. */
    Map<String, List<WeightSpec>> weights() {
        return weights;
    }
}
