package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.activation.ELU;
import io.github.kerasjvm.layer.core.Embedding;
import io.github.kerasjvm.layer.regularization.Dropout;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.ModelLayer;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.SavedTraining;
import io.github.kerasjvm.train.optimizer.Clip;
import io.github.kerasjvm.train.optimizer.Optimizer;
import io.github.kerasjvm.train.optimizer.OptimizerConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/**
 * Brings what a file says of its training into a blueprint: the updater with its state, regularisers, frozen layers, bounds
 * of gradients. What DL4J does otherwise than Keras is left out or said, never silently.
 */
final class TrainingExport {

    private final KerasModel model;
    private final List<Shape> shapes;
    private final SavedTraining training;
    private final Blueprint blueprint;
    private final TrainingNotes notes;

    private TrainingExport(
            KerasModel model, List<Shape> shapes, SavedTraining training, Blueprint blueprint, TrainingNotes notes) {
        this.model = model;
        this.shapes = shapes;
        this.training = training;
        this.blueprint = blueprint;
        this.notes = notes;
    }

    /**
     * Brings a training into a blueprint whose layers have their losses.
     *
     * @param notes told what is left out, and what DL4J does otherwise
     */
    static void into(
            Blueprint blueprint, KerasModel model, List<Shape> shapes, SavedTraining training, TrainingNotes notes) {
        new TrainingExport(model, shapes, training, blueprint, notes).add();
    }

    private void add() {
        problems();
        layers();
        training.activityPenalties()
                .forEach(path ->
                        notes.differ(path, "activity_regularizer", "is left out; DL4J has no penalty on activations"));
        training.constrained()
                .forEach(weight -> notes.tell(weight, "constraint", "is left out; no constraint is carried"));
        Optional<OptimizerConfig> config = training.optimizer().map(Optimizer::config);
        Map<String, Map<String, Optional<ArrayOrigins.Origin>>> origins = ArrayOrigins.of(model, shapes, blueprint);
        TrainedNodes nodes = new TrainedNodes(blueprint, model, training, notes);
        Set<String> carried = nodes.add(origins, config.flatMap(OptimizerConfig::weightDecay));
        config.ifPresent(known -> {
            clips(known, nodes);
            lookups(known);
            if (known.weightDecay().isPresent()) {
                notes.tell(
                        "",
                        "weight_decay",
                        "DL4J adds a penalty for it to the score that it reports; the steps are the same");
            }
        });
        training.notes().forEach(sentence -> notes.tell("", "optimizer", sentence));
        Optional<UpdaterPlan> updater = training.optimizer().flatMap(optimizer -> plan(optimizer, carried));
        blueprint.setTraining(new TrainingPlan(updater, carried, !notes.hasOtherGradients()));
    }

    /** What of the training could not be read; a state that fits nothing in one sentence. */
    private void problems() {
        List<Problem> ofOptimizer = new ArrayList<>();
        for (Problem problem : training.problems()) {
            if (problem.layer().equals("optimizer")) {
                ofOptimizer.add(problem);
            } else {
                notes.differ(problem.layer(), problem.argument(), problem.message() + "; it is left out");
            }
        }
        if (!ofOptimizer.isEmpty()) {
            Problem first = ofOptimizer.get(0);
            String where = first.argument().isEmpty() ? "" : first.argument() + " ";
            String more = ofOptimizer.size() > 1 ? ", and " + (ofOptimizer.size() - 1) + " more like it" : "";
            notes.tell("", "optimizer", "is left out: " + where + first.message() + more);
        }
    }

    /** What layers do in training alone. */
    private void layers() {
        for (ModelLayer layer : model.graph().allLayers()) {
            if (layer.layer().isEmpty()) {
                continue;
            }
            Layer known = layer.layer().get();
            boolean isLeftOut = Rules.STANDARD.of(known).stream()
                    .anyMatch(rule -> rule.note().equals(IdentityRules.LEFT_OUT));
            if (isLeftOut) {
                notes.differ(layer.path(), "", "a " + layer.className() + " acts in training alone and is left out");
            }
            if (known instanceof ELU elu && elu.alpha() != 1) {
                notes.differ(layer.path(), "alpha", "is " + elu.alpha() + ", for which DL4J's gradient is another");
            }
            if (known instanceof Dropout && layer.arguments().hasNonNull("noise_shape")) {
                notes.differ(layer.path(), "noise_shape", "is left out; DL4J drops each element by itself");
            }
            layer.arguments().findValues("recurrent_dropout").stream()
                    .filter(rate -> rate.asDouble() != 0)
                    .forEach(rate -> notes.differ(layer.path(), "recurrent_dropout", "is left out"));
            for (String name : List.of("dropout", "dropout_W", "dropout_U")) {
                layer.arguments().findValues(name).stream()
                        .filter(rate -> rate.asDouble() != 0)
                        .forEach(rate -> notes.differ(layer.path(), name, "is left out"));
            }
        }
    }

    private void clips(OptimizerConfig config, TrainedNodes nodes) {
        if (config.clips().isEmpty()) {
            return;
        }
        if (config.clips().size() > 1 || !nodes.bound(config.clips().get(0))) {
            notes.tell(
                    "",
                    config.clips().get(0) instanceof Clip.ByValue ? "clipvalue" : "clipnorm",
                    "is left out; DL4J bounds gradients without those of penalties, by layer or by array, and the"
                            + " statistics of batch normalisation with them");
        }
    }

    private void lookups(OptimizerConfig config) {
        boolean squares = !config.className().equals("SGD") || config.summary().number("momentum") != 0;
        if (config.needsOccurrences() && squares) {
            model.graph().allLayers().stream()
                    .filter(layer -> layer.layer().stream().anyMatch(Embedding.class::isInstance))
                    .forEach(layer -> notes.tell(
                            layer.path(),
                            "",
                            "this Keras treats the rows that a batch looks up one by one, DL4J the embedding as a whole;"
                                    + " updates differ"));
        }
    }

    private Optional<UpdaterPlan> plan(Optimizer optimizer, Set<String> carried) {
        String name = optimizer.config().className();
        for (Node node : blueprint.nodes()) {
            if (node instanceof Node.OfLayer layer
                    && layer.layer() instanceof Bidirectional both
                    && both.getFwd() instanceof BaseWrapperLayer) {
                notes.differ(
                        node.name(),
                        "",
                        "cannot be trained: DL4J fails on the last step of a layer for both directions");
                notes.tell("", "optimizer", name + " is left out");
                return Optional.empty();
            }
        }
        Updaters.Choice choice = Updaters.of(optimizer);
        if (choice instanceof Updaters.Choice.Same same) {
            List<Map<String, Map<String, Tensor>>> slots = same.slots().stream()
                    .map(slot -> arrays(optimizer, slot, carried))
                    .toList();
            return Optional.of(new UpdaterPlan(
                    same.updater(), slots, (int) optimizer.state().iterations()));
        }
        String why = ((Updaters.Choice.None) choice).why();
        notes.tell("", "optimizer", name + " is left out: " + why + ". DL4J's default, plain SGD, stands there");
        return Optional.empty();
    }

    /** A slot in the form of DL4J's arrays, of those that consist of trained weights alone. */
    private Map<String, Map<String, Tensor>> arrays(Optimizer optimizer, String slot, Set<String> carried) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        model.weights()
                .forEach((name, weight) -> weights.put(
                        name,
                        training.trained().contains(name)
                                ? optimizer.slot(slot, name)
                                : Tensor.filled(weight.shape(), 0)));
        Map<String, Map<String, Tensor>> arrays = new LinkedHashMap<>();
        ArrayOrigins.arrays(model, shapes, weights).forEach((node, all) -> {
            Map<String, Tensor> own = new LinkedHashMap<>();
            all.forEach((key, array) -> {
                if (carried.contains(TrainedNodes.id(node, key))) {
                    own.put(key, array);
                }
            });
            arrays.put(node, own);
        });
        return arrays;
    }
}
