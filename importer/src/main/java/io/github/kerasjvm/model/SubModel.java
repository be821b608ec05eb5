package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightParts;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model that is an argument of a layer, such as {@code TimeDistributed}. Its weights are named
 * {@code dense_1/kernel}; as in every model the trained ones come before the others.
 *
 * @param graph the model
 */
record SubModel(ModelGraph graph) implements Layer {

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        boolean fits = problems.require(
                inputs.size() == graph.inputs().size(),
                "is called on %s inputs; the model takes %s",
                inputs.size(),
                graph.inputs().size());
        if (!fits) {
            return graph.outputs().stream().map(ref -> Shape.UNKNOWN).toList();
        }
        return ShapeInference.of(graph, inputs, problems).results();
    }

    @Override
    public boolean isStateful() {
        return graph.isStateful();
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        Map<String, List<WeightSpec>> specs =
                ShapeInference.of(graph, inputs, Problems.none()).weights();
        List<WeightSpec> trained = new ArrayList<>();
        List<WeightSpec> others = new ArrayList<>();
        collect(graph, "layers", specs, trained, others);
        trained.addAll(others);
        return trained;
    }

    @Override
    public Map<String, Tensor> liftedWeights(Map<String, Tensor> weights) {
        Map<String, Tensor> all = weights;
        for (ModelLayer inner : graph.allLayers()) {
            if (inner.layer().isPresent()) {
                all = WeightParts.changed(all, inner.path(), inner.layer().get()::liftedWeights);
            }
        }
        return all;
    }

    private static void collect(
            ModelGraph model,
            String place,
            Map<String, List<WeightSpec>> specs,
            List<WeightSpec> trained,
            List<WeightSpec> others) {
        TreeWeights.Counter counter = new TreeWeights.Counter();
        for (ModelLayer layer : model.layers()) {
            String own = place + "/" + counter.key(layer.className(), false);
            layer.nested().ifPresent(inner -> collect(inner, own + "/layers", specs, trained, others));
            for (WeightSpec spec : specs.getOrDefault(layer.path(), List.of())) {
                boolean isTrained = spec.trainable() && layer.isTrainable();
                WeightSpec placed = spec.in(own).named(layer.path());
                (isTrained ? trained : others).add(isTrained ? placed : placed.frozen());
            }
        }
    }

    @Override
    public List<Value> lower(Lowering call) {
        return Flow.values(walk(call));
    }

    @Override
    public List<Optional<Value>> masks(Lowering call) {
        return Flow.masks(walk(call));
    }

    private List<Flow> walk(Lowering call) {
        List<Flow> inputs = new ArrayList<>();
        for (int i = 0; i < call.inputs().size(); i++) {
            inputs.add(new Flow(call.input(i), call.mask(i)));
        }
        return walk(graph, inputs, call, new HashSet<>());
    }

    private static List<Flow> walk(ModelGraph model, List<Flow> given, Lowering call, Set<Value> unmasked) {
        return model.walk(given, new ModelGraph.Visitor<>() {
            @Override
            public List<Flow> call(ModelLayer layer, ModelCall use, List<Flow> inputs) {
                if (layer.nested().isPresent()) {
                    return walk(layer.nested().get(), inputs, call, unmasked);
                }
                Weights weights = name -> call.weights().get(layer.path() + "/" + name);
                return Flow.lower(
                        use.layer().orElseThrow(),
                        new Lowering(
                                call.ops(),
                                Flow.values(inputs),
                                Flow.masks(inputs),
                                weights,
                                call.training().map(step -> new SubModelTraining(step, layer)),
                                call.step().map(step -> new SubModelStep(step, layer))),
                        unmasked);
            }

            @Override
            public Flow masked(Flow input, Flow mask) {
                return input.masked(mask);
            }

            @Override
            public Flow taken(Flow tensor) {
                return tensor.without(unmasked);
            }
        });
    }
}
