package io.github.kerasjvm.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.loss.CompiledLosses;
import io.github.kerasjvm.loss.LossReader;
import io.github.kerasjvm.loss.LossRules;
import io.github.kerasjvm.loss.OutputLoss;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.ModelLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model is trained for.
 *
 * @param losses the loss of each output
 * @param weightPenalties the penalties on weights
 * @param activityPenalties the penalties on what layers give
 * @param looksThroughActivation whether cross-entropies take the logits of a last softmax or sigmoid
 * @param rules what a step's loss is
 * @param notes what is left out, and why
 */
record TrainingSetup(
        List<Optional<OutputLoss>> losses,
        List<Penalty> weightPenalties,
        List<Penalty> activityPenalties,
        boolean looksThroughActivation,
        TrainingRules rules,
        List<String> notes) {

    private static final String SUFFIX = "_regularizer";

    /** Names of arguments that differ from those of the weights. */
    private static final Map<String, String> WEIGHTS = Map.ofEntries(
            Map.entry("W", "kernel"),
            Map.entry("b", "bias"),
            Map.entry("recurrent", "recurrent_kernel"),
            Map.entry("U", "recurrent_kernel"),
            Map.entry("depthwise", "depthwise_kernel"),
            Map.entry("pointwise", "pointwise_kernel"));

    /** The setup that a model was compiled with. */
    static TrainingSetup of(KerasModel model, JsonNode training) {
        LossRules rules = LossRules.of(model.origin());
        List<String> outputs =
                model.outputs().stream().map(KerasModel.Port::name).toList();
        CompiledLosses losses = LossReader.read(training, outputs, rules);
        List<Penalty> weights = new ArrayList<>();
        List<Penalty> activities = new ArrayList<>();
        List<String> notes = new ArrayList<>(losses.notes());
        for (ModelLayer layer : model.graph().allLayers()) {
            for (Map.Entry<String, JsonNode> argument : layer.arguments().properties()) {
                if (argument.getKey().endsWith(SUFFIX) && !argument.getValue().isNull()) {
                    add(model, layer, argument, rules, weights, activities, notes);
                }
            }
        }
        return new TrainingSetup(
                losses.outputs(),
                weights,
                activities,
                rules.looksThroughActivation(),
                TrainingRules.of(model.origin()),
                notes);
    }

    private static void add(
            KerasModel model,
            ModelLayer layer,
            Map.Entry<String, JsonNode> argument,
            LossRules rules,
            List<Penalty> weights,
            List<Penalty> activities,
            List<String> notes) {
        String name = argument.getKey().substring(0, argument.getKey().length() - SUFFIX.length());
        JsonNode value = argument.getValue();
        JsonNode config = value.path("config").isObject() ? value.path("config") : value;
        if (!config.has("l1") && !config.has("l2")) {
            notes.add("the " + argument.getKey() + " of " + layer.path()
                    + " is not one of Keras's that are computed here");
            return;
        }
        double l1 = config.path("l1").asDouble();
        double l2 = config.path("l2").asDouble();
        String weight = layer.path() + "/" + WEIGHTS.getOrDefault(name, name);
        if (l1 == 0 && l2 == 0) {
            return;
        }
        if (name.equals("activity")) {
            activities.add(new Penalty(layer.path(), l1, l2));
        } else if (model.weights().containsKey(weight)) {
            if (rules.countsFrozenRegularizers() || layer.isTrainable()) {
                weights.add(new Penalty(weight, l1, l2));
            }
        } else {
            notes.add("the " + argument.getKey() + " of " + layer.path() + " has no weight " + name + " here");
        }
    }
}
