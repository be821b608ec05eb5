package io.github.kerasjvm.train;

import io.github.kerasjvm.loss.LossGraph;
import io.github.kerasjvm.loss.OutputLoss;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.TrainingGraph;
import io.github.kerasjvm.op.Gradients;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The op graph of one step of training for batches of one size. It takes the model's inputs, {@code labels/<i>} and
 * {@code weights/<i>} of its outputs, every weight under its name, and what {@link TrainingGraph} asks for. It gives
 * {@code loss}, {@code loss/<i>} of each output, the model's outputs as {@code output/<i>}, {@code update/<weight>} and
 * {@code gradient/<weight>} for every trained weight.
 */
final class StepGraph {

    private final KerasModel model;
    private final TrainingSetup setup;
    private final TrainingGraph lowered;
    private final OpGraph forward;

    private StepGraph(KerasModel model, TrainingSetup setup, List<Shape> inputs) {
        this.model = model;
        this.setup = setup;
        this.lowered = model.lowerForTraining(inputs);
        this.forward = lowered.graph().withParametersAsInputs();
    }

    /**
     * What is compiled for a batch size.
     *
     * @param graph the graph
     * @param draws the inputs that take random numbers
     * @param trained the names of the trained weights, in the order of the model
     */
    record Compiled(OpGraph graph, List<TrainingGraph.Draw> draws, List<String> trained) {}

    /**
     * Makes the graph.
     *
     * @param model the model
     * @param setup the losses and penalties
     * @param inputs the shapes of the inputs with the batch
     * @param weights for each output the shape of its sample weights; empty without
     */
    static Compiled of(KerasModel model, TrainingSetup setup, List<Shape> inputs, List<Optional<Shape>> weights) {
        return new StepGraph(model, setup, inputs).compile(weights);
    }

    private Compiled compile(List<Optional<Shape>> weights) {
        List<String> trained = lowered.graph().parameters().stream()
                .filter(OpGraph.Parameter::trainable)
                .map(OpGraph.Parameter::name)
                .toList();
        List<String> ordered =
                model.weights().keySet().stream().filter(trained::contains).toList();
        OpGraph loss = forward.extend((ops, renewed) -> outputs(ops, renewed, weights));
        return new Compiled(Gradients.of(loss, ordered), lowered.draws(), ordered);
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
        }
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
        for (Penalty penalty : setup.weightPenalties()) {
            forward.inputs().stream()
                    .filter(input -> input.name().equals(penalty.of()))
                    .forEach(input -> penalties.add(penalty.apply(ops, renewed.apply(input.value()))));
        }
        List<Value> activities = new ArrayList<>();
        lowered.penalties().forEach(value -> activities.add(renewed.apply(value)));
        for (Penalty penalty : setup.activityPenalties()) {
            forward.labels().stream()
                    .filter(label ->
                            label.name().equals(penalty.of()) || label.name().startsWith(penalty.of() + "@"))
                    .forEach(label -> activities.add(penalty.apply(ops, renewed.apply(label.value()))));
        }
        double rows = forward.inputs().get(0).value().shape().size(0);
        for (Value activity : activities) {
            penalties.add(setup.rules().activityByRow() ? ops.divide(activity, ops.constant(rows)) : activity);
        }
        return penalties;
    }
}
