package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lowers a model to an op graph, call by call. */
final class ModelLowering {

    private final KerasModel model;
    private final Ops ops = new Ops();
    private final Map<String, Integer> callsByPath = new HashMap<>();
    /** Tensors whose masks a call has taken away. */
    private final Set<Value> unmasked = new HashSet<>();

    private final Mode mode;
    /** What the layers leave behind in a step of training; empty otherwise. */
    private final Optional<TrainingLowering> training;

    private final StepTraces traces = new StepTraces(ops);

    private List<Optional<Value>> masks = List.of();

    private ModelLowering(KerasModel model, Mode mode) {
        this.model = model;
        this.mode = mode;
        this.training = mode == Mode.TRAINING ? Optional.of(new TrainingLowering(ops)) : Optional.empty();
    }

    /** What the computation is for. */
    private enum Mode {
        INFERENCE,
        /** Inference, with what enters a loss. */
        TESTING,
        TRAINING
    }

    static OpGraph lower(KerasModel model, List<Shape> shapes) {
        return new ModelLowering(model, Mode.INFERENCE).lower(shapes);
    }

    static MaskedGraph lowerWithMasks(KerasModel model, List<Shape> shapes) {
        ModelLowering lowering = new ModelLowering(model, Mode.INFERENCE);
        OpGraph graph = lowering.lower(shapes);
        return new MaskedGraph(graph, lowering.masks);
    }

    static TrainingGraph lowerForTraining(KerasModel model, List<Shape> shapes) {
        ModelLowering lowering = new ModelLowering(model, Mode.TRAINING);
        OpGraph graph = lowering.lower(shapes);
        TrainingLowering left = lowering.training.orElseThrow();
        List<TrainingGraph.Update> updates = new ArrayList<>(left.updates());
        updates.addAll(lowering.traces.states());
        return new TrainingGraph(
                graph,
                lowering.masks,
                left.draws(),
                left.step(),
                updates,
                left.assigned(),
                lowering.traces.penalties());
    }

    static TrainingGraph lowerForTesting(KerasModel model, List<Shape> shapes) {
        ModelLowering lowering = new ModelLowering(model, Mode.TESTING);
        OpGraph graph = lowering.lower(shapes);
        return new TrainingGraph(
                graph,
                lowering.masks,
                List.of(),
                Optional.empty(),
                lowering.traces.states(),
                Map.of(),
                lowering.traces.penalties());
    }

    private OpGraph lower(List<Shape> shapes) {
        List<KerasModel.Port> declared = model.inputs();
        if (shapes.size() != declared.size()) {
            throw new IllegalArgumentException(
                    "the model takes " + declared.size() + " inputs, " + shapes.size() + " are given");
        }
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            inputs.add(input(declared.get(i), shapes.get(i)));
        }
        Problems problems = Problems.none();
        ShapeInference.of(model.graph(), inputs.stream().map(Value::shape).toList(), problems);
        if (problems.count() > 0) {
            throw new IllegalArgumentException(
                    "inputs of the shapes " + shapes + ": " + problems.list().get(0));
        }
        List<Flow> given =
                walk(model.graph(), true, inputs.stream().map(Flow::unmasked).toList());
        masks = Flow.masks(given);
        List<Value> outputs = Flow.values(given);
        List<OpGraph.Output> named = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            named.add(new OpGraph.Output(model.graph().outputs().get(i).layer(), outputs.get(i)));
        }
        return ops.build(named);
    }

    private Value input(KerasModel.Port declared, Shape given) {
        Shape open = given.with(0, Shape.ANY);
        if (given.rank() != declared.shape().rank()
                || !open.agreesWith(declared.shape().with(0, Shape.ANY))) {
            throw new IllegalArgumentException(
                    "input " + declared.name() + " is " + given + ", expected " + declared.shape());
        }
        if (!open.isKnownFrom(1)) {
            throw new IllegalArgumentException("input " + declared.name() + " is " + declared.shape()
                    + ": the file leaves a size open, which has to be given to run the model");
        }
        // A step counts the rows: what it does to moving statistics and penalties depends on how many there are.
        return ops.input(declared.name(), mode == Mode.INFERENCE ? open : given);
    }

    private List<Flow> walk(ModelGraph graph, boolean isTrainable, List<Flow> given) {
        return graph.walk(given, new ModelGraph.Visitor<>() {
            @Override
            public List<Flow> call(ModelLayer layer, ModelCall call, List<Flow> inputs) {
                boolean trains = isTrainable && layer.isTrainable();
                List<Flow> results = layer.nested().isPresent()
                        ? walk(layer.nested().get(), trains, inputs)
                        : lower(layer, trains, call.layer().orElseThrow(), inputs);
                label(layer, results);
                return results;
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

    private List<Flow> lower(ModelLayer modelLayer, boolean isTrainable, Layer layer, List<Flow> inputs) {
        List<Value> values = Flow.values(inputs);
        Weights weights = name -> weight(modelLayer, isTrainable, layer, values, name);
        Lowering call = new Lowering(
                ops,
                values,
                Flow.masks(inputs),
                weights,
                training.map(step -> step.of(modelLayer, isTrainable)),
                mode == Mode.INFERENCE ? Optional.empty() : Optional.of(traces.of(modelLayer.path())));
        return Flow.lower(layer, call, unmasked);
    }

    private Value weight(ModelLayer modelLayer, boolean isTrainable, Layer layer, List<Value> taken, String name) {
        String path = modelLayer.path() + "/" + name;
        Optional<Value> moved = training.flatMap(step -> step.updated(path));
        if (moved.isPresent()) {
            return moved.get(); // by an earlier call of the same layer
        }
        WeightSpec spec = layer.weights(taken.stream().map(Value::shape).toList()).stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(modelLayer.path() + " has no weight " + name));
        return ops.parameter(path, model.weights().get(path), spec.trainable() && isTrainable);
    }

    private void label(ModelLayer layer, List<Flow> results) {
        int call = callsByPath.merge(layer.path(), 1, Integer::sum) - 1;
        String name = call == 0 ? layer.path() : layer.path() + "@" + call;
        for (int i = 0; i < results.size(); i++) {
            ops.label(i == 0 ? name : name + "#" + i, results.get(i).value());
        }
    }
}
