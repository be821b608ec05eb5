package io.github.kerasjvm.train;

import io.github.kerasjvm.loss.LossGraph;
import io.github.kerasjvm.loss.Reduction;
import io.github.kerasjvm.metric.CompiledMetrics;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.TrainingGraph;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.RowWise;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * That a step may be done in parts of its batch: its loss is the mean of the losses of the parts, each counted by its rows,
 * and so are its gradients; what the model gives is what it gives for the parts.
 *
 * @param drawnByRow the inputs of random numbers that have a row for each of the batch; the others are the same for all rows
 */
record BatchSplit(Set<String> drawnByRow) {

    /** The batch on which it is shown: a prime number, so that hardly any other size is a multiple of it. */
    private static final int ROWS = 251;

    /** Keeps its own copy. */
    BatchSplit {
        drawnByRow = Set.copyOf(drawnByRow);
    }

    /**
     * Shows it for a model, or finds what stands against it.
     *
     * @param model the model
     * @param setup the losses and penalties
     * @param inputs the shapes of the inputs
     * @param isWeighted whether rows have weights
     * @param mode what the step is for
     * @return empty if the rows of a batch depend on each other, or may do so
     */
    static Optional<BatchSplit> of(
            KerasModel model, TrainingSetup setup, List<Shape> inputs, boolean isWeighted, StepRunner.Mode mode) {
        if (model.isStateful()) {
            return Optional.empty();
        }
        boolean isMean =
                setup.losses().stream().flatMap(Optional::stream).allMatch(of -> of.reduction() == Reduction.MEAN);
        boolean countsNonzero = isWeighted && setup.rules().weighting() == TrainingRules.Weighting.BY_NONZERO;
        if (!isMean || countsNonzero || setup.penalties().stream().anyMatch(TrainingSetup.Penalty::isActivity)) {
            return Optional.empty();
        }
        List<Shape> shapes = inputs.stream().map(shape -> shape.with(0, ROWS)).toList();
        TrainingGraph lowered =
                mode == StepRunner.Mode.TESTING ? model.lowerForTesting(shapes) : model.lowerForTraining(shapes);
        boolean isPlain = lowered.updates().isEmpty()
                && lowered.penalties().isEmpty()
                && lowered.masks().stream().allMatch(Optional::isEmpty);
        if (!isPlain || !RowWise.holds(withLosses(lowered.graph(), setup), ROWS)) {
            return Optional.empty();
        }
        return Optional.of(new BatchSplit(lowered.draws().stream()
                .map(TrainingGraph.Draw::input)
                .filter(name -> hasRows(lowered.graph(), name))
                .collect(Collectors.toSet())));
    }

    private static OpGraph withLosses(OpGraph graph, TrainingSetup setup) {
        return graph.extend((ops, renewed) -> {
            List<OpGraph.Output> outputs = new ArrayList<>();
            graph.outputs().forEach(o -> outputs.add(new OpGraph.Output(o.name(), renewed.apply(o.value()))));
            for (CompiledMetrics.Measure measure : setup.metrics().on(graph, setup.looksThroughActivation())) {
                outputs.add(new OpGraph.Output("metric/" + outputs.size(), renewed.apply(measure.value())));
            }
            for (int i = 0; i < setup.losses().size(); i++) {
                if (setup.losses().get(i).isPresent()) {
                    outputs.add(new OpGraph.Output("loss/" + i, losses(ops, graph, i, setup, renewed)));
                }
            }
            return outputs;
        });
    }

    private static Value losses(Ops ops, OpGraph graph, int output, TrainingSetup setup, UnaryOperator<Value> renewed) {
        return LossGraph.perPosition(
                ops,
                graph,
                output,
                setup.losses().get(output).orElseThrow().loss(),
                setup.looksThroughActivation(),
                renewed);
    }

    private static boolean hasRows(OpGraph graph, String input) {
        return graph.inputs().stream()
                .filter(candidate -> candidate.name().equals(input))
                .map(candidate -> candidate.value().shape())
                .anyMatch(shape -> shape.rank() > 0 && shape.size(0) == ROWS);
    }
}
