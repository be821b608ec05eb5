package io.github.kerasjvm.train;

import io.github.kerasjvm.loss.LossGraph;
import io.github.kerasjvm.loss.OutputLoss;
import io.github.kerasjvm.metric.CompiledMetrics;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.TrainingGraph;
import io.github.kerasjvm.op.Gather;
import io.github.kerasjvm.op.Gradients;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The op graph of one step of training for batches of one size. It takes the model's inputs, {@code labels/<i>} and
 * {@code weights/<i>} of its outputs, every weight under its name, and what {@link TrainingGraph} asks for. It gives
 * {@code loss}, {@code loss/<i>} of each output, the model's outputs as {@code output/<i>} with their masks as
 * {@code mask/<i>}, what metrics are measured on besides as {@code metric/<i>}, {@code update/<weight>} and
 * {@code gradient/<weight>} for every trained weight.
 *
 * <p>Where the optimizer has to know what a batch looks up in embeddings, zeros are added to every lookup, as the input
 * {@code lookup/<k>}: its gradient is that of the lookup before equal rows are summed up; {@code rows/<k>} are the rows.
 */
final class StepGraph {

    private final KerasModel model;
    private final TrainingSetup setup;
    private final TrainingGraph lowered;
    private final OpGraph forward;
    private final List<Lookup> lookups = new ArrayList<>();

    private StepGraph(KerasModel model, TrainingSetup setup, TrainingGraph lowered, boolean separatesLookups) {
        this.model = model;
        this.setup = setup;
        this.lowered = lowered;
        this.forward = lowered.graph().withParametersAsInputs();
        if (separatesLookups) {
            lowered.graph().parameters().forEach(this::findLookups);
        }
    }

    /**
     * A lookup in an embedding.
     *
     * @param weight the name of the embedding
     * @param node where it is in the graph
     * @param name {@code lookup/0}
     */
    private record Lookup(String weight, Node node, String name) {
        String rows() {
            return name.replace("lookup/", "rows/");
        }
    }

    /** The lookups in a weight that nothing else reads and no penalty is on: Keras's gradient is a list of rows then. */
    private void findLookups(OpGraph.Parameter parameter) {
        Value read = lowered.assigned().getOrDefault(parameter.name(), parameter.value());
        List<Node> users = forward.nodes().stream()
                .filter(node -> node.inputs().stream().anyMatch(value -> value.id() == read.id()))
                .toList();
        boolean isPlain = setup.penalties().stream()
                        .noneMatch(
                                penalty -> !penalty.isActivity() && penalty.of().equals(parameter.name()))
                && users.stream().allMatch(node -> node.op() instanceof Gather);
        if (isPlain && parameter.trainable()) {
            users.forEach(node -> lookups.add(new Lookup(parameter.name(), node, "lookup/" + lookups.size())));
        }
    }

    /**
     * What is compiled for a batch size.
     *
     * @param graph the graph
     * @param draws the inputs that take random numbers
     * @param trained the names of the trained weights, in the order of the model
     * @param lookups the names of the embeddings in which {@code lookup/0}, {@code lookup/1}, … look up
     */
    record Compiled(OpGraph graph, List<TrainingGraph.Draw> draws, List<String> trained, List<String> lookups) {}

    /**
     * Makes the graph.
     *
     * @param model the model
     * @param setup the losses and penalties
     * @param inputs the shapes of the inputs with the batch
     * @param weights for each output the shape of its sample weights; empty without
     * @param separatesLookups whether the gradients of lookups are wanted one by one
     */
    static Compiled of(
            KerasModel model,
            TrainingSetup setup,
            List<Shape> inputs,
            List<Optional<Shape>> weights,
            boolean separatesLookups) {
        return new StepGraph(model, setup, model.lowerForTraining(inputs), separatesLookups).compile(weights);
    }

    /**
     * Makes the graph of a step that tests the model: as it is at inference, without gradients.
     *
     * @param model the model
     * @param setup the losses and penalties
     * @param inputs the shapes of the inputs with the batch
     * @param weights for each output the shape of its sample weights; empty without
     */
    static Compiled ofTest(KerasModel model, TrainingSetup setup, List<Shape> inputs, List<Optional<Shape>> weights) {
        StepGraph step = new StepGraph(model, setup, model.lowerForTesting(inputs), false);
        OpGraph loss = step.forward.extend((ops, renewed) -> step.outputs(ops, renewed, weights));
        return new Compiled(loss, List.of(), List.of(), List.of());
    }

    private Compiled compile(List<Optional<Shape>> weights) {
        List<String> trained = lowered.graph().parameters().stream()
                .filter(OpGraph.Parameter::trainable)
                .map(OpGraph.Parameter::name)
                .toList();
        List<String> ordered =
                model.weights().keySet().stream().filter(trained::contains).toList();
        OpGraph loss = withLookups(forward.extend((ops, renewed) -> outputs(ops, renewed, weights)));
        List<String> wanted = new ArrayList<>();
        ordered.forEach(
                name -> wanted.add(lowered.assigned().containsKey(name) ? TrainingGraph.ASSIGNED + name : name));
        lookups.forEach(lookup -> wanted.add(lookup.name()));
        return new Compiled(
                underWeights(Gradients.of(loss, wanted)),
                lowered.draws(),
                ordered,
                lookups.stream().map(Lookup::weight).toList());
    }

    /** The gradient by the zeros that are added to a weight is that of the weight. */
    private static OpGraph underWeights(OpGraph graph) {
        String assigned = "gradient/" + TrainingGraph.ASSIGNED;
        return graph.withOutputs(graph.outputs().stream()
                .map(output -> output.name().startsWith(assigned)
                        ? new OpGraph.Output("gradient/" + output.name().substring(assigned.length()), output.value())
                        : output)
                .toList());
    }

    /** Adds the zeros. The extended graph holds the nodes of the forward one first, in their order. */
    private OpGraph withLookups(OpGraph loss) {
        if (lookups.isEmpty()) {
            return loss;
        }
        Map<Node, String> names = new HashMap<>();
        lookups.forEach(lookup -> names.put(loss.nodes().get(forward.nodes().indexOf(lookup.node())), lookup.name()));
        return loss.rewrite((ops, node, inputs) -> {
            List<Value> results = ops.applyAll(node.op(), inputs);
            if (!names.containsKey(node)) {
                return results;
            }
            Value found = results.get(0);
            return List.of(ops.add(found, ops.input(names.get(node), found.shape())));
        });
    }

    private List<OpGraph.Output> outputs(Ops ops, UnaryOperator<Value> renewed, List<Optional<Shape>> weights) {
        List<OpGraph.Output> outputs = new ArrayList<>();
        Value total = ops.constant(0);
        for (int i = 0; i < setup.losses().size(); i++) {
            if (setup.losses().get(i).isPresent()) {
                OutputLoss of = setup.losses().get(i).get();
                Value loss = loss(ops, renewed, i, of, weights.get(i));
                outputs.add(new OpGraph.Output("loss/" + i, loss));
                total = ops.add(total, ops.multiply(loss, ops.constant(of.weight())));
            }
        }
        for (Value penalty : penalties(ops, renewed)) {
            total = ops.add(total, penalty);
        }
        outputs.add(0, new OpGraph.Output("loss", total));
        for (int i = 0; i < forward.outputs().size(); i++) {
            outputs.add(new OpGraph.Output(
                    "output/" + i, renewed.apply(forward.outputs().get(i).value())));
            String mask = "mask/" + i;
            lowered.masks().get(i).map(renewed).ifPresent(value -> outputs.add(new OpGraph.Output(mask, value)));
        }
        List<CompiledMetrics.Measure> measures = setup.metrics().on(forward, setup.looksThroughActivation());
        for (int i = 0; i < measures.size(); i++) {
            Value measured = measures.get(i).value();
            if (forward.outputs().stream().noneMatch(output -> output.value().id() == measured.id())) {
                outputs.add(new OpGraph.Output("metric/" + i, renewed.apply(measured)));
            }
        }
        lookups.forEach(lookup -> outputs.add(new OpGraph.Output(
                lookup.rows(), renewed.apply(lookup.node().inputs().get(1)))));
        lowered.updates()
                .forEach(update ->
                        outputs.add(new OpGraph.Output("update/" + update.parameter(), renewed.apply(update.value()))));
        return outputs;
    }

    private Value loss(Ops ops, UnaryOperator<Value> renewed, int output, OutputLoss of, Optional<Shape> weights) {
        Value losses = LossGraph.perPosition(ops, forward, output, of.loss(), setup.looksThroughActivation(), renewed);
        Optional<Value> own = weights.map(shape -> ops.input("weights/" + output, shape));
        Optional<Value> mask = lowered.masks().get(output).map(renewed);
        return new StepLoss(ops, setup.rules().weighting()).reduce(losses, of, own, mask);
    }

    private List<Value> penalties(Ops ops, UnaryOperator<Value> renewed) {
        List<Value> penalties = new ArrayList<>();
        List<Value> activities = new ArrayList<>();
        lowered.penalties().forEach(value -> activities.add(renewed.apply(value)));
        for (TrainingSetup.Penalty penalty : setup.penalties()) {
            List<OpGraph.Output> results = penalty.isActivity() ? forward.labels() : List.of();
            results.stream()
                    .filter(label ->
                            label.name().equals(penalty.of()) || label.name().startsWith(penalty.of() + "@"))
                    .forEach(label -> activities.add(penalty.regularizer().penalty(ops, renewed.apply(label.value()))));
            List<OpGraph.Input> weights = penalty.isActivity() ? List.of() : forward.inputs();
            weights.stream()
                    .filter(input -> input.name().equals(penalty.of()))
                    .map(input -> lowered.assigned().getOrDefault(input.name(), input.value()))
                    .forEach(weight -> penalties.add(penalty.regularizer().penalty(ops, renewed.apply(weight))));
        }
        double rows = forward.inputs().get(0).value().shape().size(0);
        for (Value activity : activities) {
            penalties.add(setup.rules().activityByRow() ? ops.divide(activity, ops.constant(rows)) : activity);
        }
        return penalties;
    }
}
