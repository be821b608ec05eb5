package io.github.kerasjvm.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.loss.CompiledLosses;
import io.github.kerasjvm.loss.LossReader;
import io.github.kerasjvm.loss.LossRules;
import io.github.kerasjvm.loss.OutputLoss;
import io.github.kerasjvm.metric.CompiledMetrics;
import io.github.kerasjvm.metric.MetricReader;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.ModelLayer;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.train.regularization.Regularizer;
import io.github.kerasjvm.train.regularization.RegularizerReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a model is trained for.
 *
 * @param losses the loss of each output
 * @param penalties the penalties on weights, and on what layers give
 * @param looksThroughActivation whether cross-entropies take the logits of a last softmax or sigmoid
 * @param rules what a step's loss is
 * @param metrics what is measured
 */
record TrainingSetup(
        List<Optional<OutputLoss>> losses,
        List<Penalty> penalties,
        boolean looksThroughActivation,
        TrainingRules rules,
        CompiledMetrics metrics) {

    private static final String SUFFIX = "_regularizer";
    private static final String ACTIVITY = "activity" + SUFFIX;

    /** Keeps its own copies. */
    TrainingSetup {
        losses = List.copyOf(losses);
        penalties = List.copyOf(penalties);
    }

    /**
     * A penalty.
     *
     * @param of the name of the weight, or the path of the layer
     * @param isActivity whether it is on what the layer gives
     * @param regularizer what it is
     */
    record Penalty(String of, boolean isActivity, Regularizer regularizer) {}

    /**
     * The setup that a model was compiled with.
     *
     * @param model the model
     * @param training the training configuration
     * @param trained the names of the weights that training changes
     * @param problems takes what cannot be computed
     */
    static TrainingSetup of(KerasModel model, JsonNode training, Set<String> trained, Problems problems) {
        LossRules rules = LossRules.of(model.origin());
        List<String> outputs =
                model.outputs().stream().map(KerasModel.Port::name).toList();
        CompiledLosses losses = LossReader.read(training, outputs, rules);
        losses.notes().forEach(note -> problems.add(Code.LOSS, "", note, ""));
        List<Penalty> penalties = new ArrayList<>();
        for (WeightArguments.Found found : WeightArguments.of(model, SUFFIX)) {
            boolean counts = found.weight().isPresent()
                    && (rules.countsFrozenRegularizers()
                            || trained.contains(found.weight().get()));
            Problems here = problems.at(found.layer().path(), found.layer().className());
            Optional<Regularizer> read = RegularizerReader.read(found.value(), found.argument(), here);
            if (counts && read.isPresent() && read.get().acts()) {
                String weight = found.weight().get();
                Shape shape = model.weights().get(weight).shape();
                if (here.require(read.get().fits(shape), "has a %s that does not take %s", found.argument(), shape)) {
                    penalties.add(new Penalty(weight, false, read.get()));
                }
            }
        }
        for (ModelLayer layer : model.graph().allLayers()) {
            activity(layer.arguments(), layer, problems)
                    .ifPresent(regularizer -> penalties.add(new Penalty(layer.path(), true, regularizer)));
            JsonNode wrapped = layer.arguments().path("layer").path("config");
            if (layer.nested().isEmpty() && activity(wrapped, layer, problems).isPresent()) {
                problems.at(layer.path(), layer.className())
                        .add(Code.TRAINING, ACTIVITY, "of a wrapped layer is not computed here", "");
            }
        }
        return new TrainingSetup(
                losses.outputs(),
                penalties,
                rules.looksThroughActivation(),
                TrainingRules.of(model.origin()),
                MetricReader.read(training, model.outputs(), losses, model.origin()));
    }

    private static Optional<Regularizer> activity(JsonNode arguments, ModelLayer layer, Problems problems) {
        Problems here = problems.at(layer.path(), layer.className());
        return RegularizerReader.read(arguments.path(ACTIVITY), ACTIVITY, here).filter(Regularizer::acts);
    }
}
