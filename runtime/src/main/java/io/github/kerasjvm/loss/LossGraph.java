package io.github.kerasjvm.loss;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Appends losses to the graph of a model. */
public final class LossGraph {

    private LossGraph() {}

    /**
     * The graph of a model with its losses: one further input {@code labels/<i>} for each output that has a loss, and
     * one further output {@code loss/<i>}, the loss of each row, {@code [batch]}.
     *
     * @param graph the graph of the model
     * @param losses one for each of the first outputs; empty for an output without a loss
     * @param looksThrough whether cross-entropies take the logits of a last softmax or sigmoid
     * @return the new graph: the old outputs, then the losses
     */
    public static OpGraph extend(OpGraph graph, List<Optional<OutputLoss>> losses, boolean looksThrough) {
        return graph.extend((ops, renewed) -> {
            List<OpGraph.Output> outputs = new ArrayList<>();
            graph.outputs().forEach(o -> outputs.add(new OpGraph.Output(o.name(), renewed.apply(o.value()))));
            for (int i = 0; i < losses.size(); i++) {
                if (losses.get(i).isPresent()) {
                    Value loss = perRow(ops, graph, i, losses.get(i).get(), Optional.empty(), looksThrough, renewed);
                    outputs.add(new OpGraph.Output("loss/" + i, loss));
                }
            }
            return outputs;
        });
    }

    /**
     * Appends the loss of each position of one output, and declares the input {@code labels/<i>}.
     *
     * @param ops where to append
     * @param graph the graph of the model
     * @param output which of its outputs, from 0
     * @param loss the loss
     * @param looksThrough whether a cross-entropy takes the logits of a last softmax or sigmoid
     * @param renewed gives the value where it is appended for one of the model's graph
     * @return the losses, {@code [batch, …]}
     */
    public static Value perPosition(
            Ops ops, OpGraph graph, int output, Loss loss, boolean looksThrough, UnaryOperator<Value> renewed) {
        Value given = graph.outputs().get(output).value();
        Value labels = ops.input("labels/" + output, loss.labelShape(given.shape()));
        Optional<Value> logits = looksThrough ? logits(graph, given, loss) : Optional.empty();
        Loss used = logits.isPresent() ? loss.ofLogits() : loss;
        return used.perPosition(ops, labels, renewed.apply(logits.orElse(given)));
    }

    /**
     * Appends the loss of each row of one output, and declares the input {@code labels/<i>}.
     *
     * @param ops where to append
     * @param graph the graph of the model
     * @param output which of its outputs, from 0
     * @param of the loss, and whether a row has the mean of its positions or their sum
     * @param mask by what the losses of positions are multiplied, a value of the model's graph
     * @param looksThrough whether a cross-entropy takes the logits of a last softmax or sigmoid
     * @param renewed gives the value where it is appended for one of the model's graph
     * @return the losses, {@code [batch]}
     */
    public static Value perRow(
            Ops ops,
            OpGraph graph,
            int output,
            OutputLoss of,
            Optional<Value> mask,
            boolean looksThrough,
            UnaryOperator<Value> renewed) {
        Value all = perPosition(ops, graph, output, of.loss(), looksThrough, renewed);
        Value counting = mask.map(m -> ops.multiply(all, aligned(ops, renewed.apply(m), all)))
                .orElse(all);
        List<Integer> rest = IntStream.range(1, counting.shape().rank()).boxed().toList();
        ReduceFunction function =
                switch (of.reduction()) {
                    case MEAN -> ReduceFunction.MEAN;
                    case SUM -> ReduceFunction.SUM;
                };
        return rest.isEmpty() ? counting : ops.reduce(function, counting, rest, false);
    }

    /** Axes of size 1 at the end, so that what belongs to steps meets steps. */
    private static Value aligned(Ops ops, Value mask, Value losses) {
        List<Integer> sizes = new ArrayList<>(mask.shape().toList());
        while (sizes.size() < losses.shape().rank()) {
            sizes.add(1);
        }
        return ops.reshape(mask, Shape.of(sizes));
    }

    /** What goes into the activation that gives a value, if the loss looks through it. */
    private static Optional<Value> logits(OpGraph graph, Value value, Loss loss) {
        return loss.lookThrough().flatMap(activation -> logits(graph, value, activation));
    }

    /**
     * What goes into the activation that gives a value.
     *
     * @param graph the graph of the model
     * @param value one of its values
     * @param activation the activation
     * @return the logits; empty if the value does not come from this activation
     */
    public static Optional<Value> logits(OpGraph graph, Value value, LastActivation activation) {
        return graph.nodes().stream()
                .filter(node -> node.outputs().contains(value))
                .filter(activation::is)
                .map((Node node) -> node.inputs().get(0))
                .findFirst();
    }
}
