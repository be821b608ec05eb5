package io.github.kerasjvm.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.model.BoundWeight;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.OpenModel;
import io.github.kerasjvm.model.StoredForms;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.train.constraint.Constraint;
import io.github.kerasjvm.train.constraint.ConstraintReader;
import io.github.kerasjvm.train.optimizer.Optimizer;
import io.github.kerasjvm.train.optimizer.OptimizerConfig;
import io.github.kerasjvm.train.optimizer.OptimizerReader;
import io.github.kerasjvm.train.optimizer.StateFile;
import io.github.kerasjvm.train.optimizer.StoredOrder;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a training is made of, as a file gives it.
 *
 * @param model the model as it was
 * @param setup losses, penalties, metrics
 * @param weights the weights, which change
 * @param optimizer the optimizer, with its state
 * @param stateFile how files hold that state
 * @param orders how the file has the elements of weights that it does not store as they are used
 * @param continues whether the optimizer goes on from the state in the file
 */
record TrainerParts(
        KerasModel model,
        TrainingSetup setup,
        TrainedWeights weights,
        Optimizer optimizer,
        StateFile stateFile,
        Map<String, StoredOrder> orders,
        boolean continues) {

    /** Reads a file; throws all problems found. */
    static TrainerParts read(Import source, TrainerOptions options) {
        return read(source, options.training(), options.undecayed());
    }

    /** Reads a file for training by another configuration than its own, if one is given. */
    static TrainerParts read(Import source, Optional<String> training, List<String> undecayed) {
        KerasModel model = source.load();
        if (training.isEmpty()) {
            source.replacedHead().ifPresent(head -> HeadLoss.require(model, head));
        }
        Problems problems = Problems.none();
        try (OpenModel open = source.openModel()) {
            Map<String, StoredOrder> orders = orders(model, open, problems);
            Optional<TrainerParts> parts = parts(model, training, undecayed, order(model, open), orders, problems);
            boolean continues = parts.isPresent()
                    && training.isEmpty()
                    && parts.get().stateFile.read(open.raw().optimizer(), parts.get().optimizer, problems);
            if (problems.count() > 0 || parts.isEmpty()) {
                throw ImportException.of(model.file(), problems.list());
            }
            return parts.get().continuing(continues);
        }
    }

    private TrainerParts continuing(boolean isContinued) {
        return new TrainerParts(model, setup, weights, optimizer, stateFile, orders, isContinued);
    }

    static Map<String, StoredOrder> orders(KerasModel model, OpenModel open, Problems problems) {
        Map<String, StoredOrder> orders = new LinkedHashMap<>();
        for (Map.Entry<String, WeightSpec.Form> form :
                StoredForms.of(model, open.raw()).entrySet()) {
            Optional<StoredOrder> order = StoredOrder.of(form.getValue());
            order.ifPresent(found -> orders.put(form.getKey(), found));
            if (order.isEmpty()) {
                problems.add(
                        Code.TRAINING,
                        form.getKey(),
                        "is stored as " + form.getValue().shape() + ", of which the layer uses a part or a sum;"
                                + " the file could not hold it trained",
                        "");
            }
        }
        return orders;
    }

    /**
     * The weights in the order in which optimizers take them: that of the layers; in Keras 1 by their names in the file
     * (collect_trainable_weights, keras-1.2.2 engine/training.py).
     */
    static List<String> order(KerasModel model, OpenModel open) {
        boolean isByName = model.origin().generation() == Generation.KERAS_1
                && open.weights().size() == model.weights().size();
        return isByName
                ? open.weights().stream()
                        .sorted(Comparator.comparing(weight -> weight.array().name()))
                        .map(BoundWeight::name)
                        .toList()
                : List.copyOf(model.weights().keySet());
    }

    private static Optional<TrainerParts> parts(
            KerasModel model,
            Optional<String> given,
            List<String> undecayed,
            List<String> order,
            Map<String, StoredOrder> orders,
            Problems problems) {
        Optional<String> text = given.or(model::trainingConfig);
        if (text.isEmpty()) {
            problems.add(
                    Code.TRAINING,
                    "",
                    "the model was saved without loss and optimizer",
                    "Give both, or save the compiled model");
            return Optional.empty();
        }
        JsonNode training = Json.parse(model.file(), text.get(), Limits.DEFAULT);
        TrainedWeights weights = TrainedWeights.of(model, order);
        if (weights.trained().isEmpty()) {
            problems.add(Code.TRAINING, "", "no weight of the model is trainable", "");
        }
        TrainingSetup setup = TrainingSetup.of(model, training, new HashSet<>(weights.trained()), problems);
        if (setup.losses().stream().allMatch(Optional::isEmpty)) {
            problems.add(Code.TRAINING, "", "no output of the model has a loss", "");
        }
        Map<String, Constraint> constraints = constraints(model, orders, problems);
        Optional<OptimizerConfig> config = Optional.empty();
        if (training.hasNonNull("optimizer") || training.hasNonNull("optimizer_config")) {
            config = OptimizerReader.read(training, model.origin(), problems);
        } else {
            problems.add(
                    Code.TRAINING, "", "the file does not say which optimizer the model was trained with", "Give one");
        }
        if (config.isEmpty() || problems.count() > 0) {
            return Optional.empty();
        }
        OptimizerConfig used = undecayed.isEmpty() ? config.get() : config.get().withoutDecayOf(undecayed);
        Optimizer optimizer = new Optimizer(used, weights.parameters(), constraints, orders);
        StateFile stateFile = new StateFile(used, weights.parameters().layout(), orders);
        return Optional.of(new TrainerParts(model, setup, weights, optimizer, stateFile, orders, false));
    }

    private static Map<String, Constraint> constraints(
            KerasModel model, Map<String, StoredOrder> orders, Problems problems) {
        Map<String, Constraint> constraints = new LinkedHashMap<>();
        for (WeightArguments.Found found : WeightArguments.of(model, "_constraint")) {
            Problems here = problems.at(found.layer().path(), found.layer().className());
            Optional<Constraint> read = ConstraintReader.read(found.value(), found.argument(), here);
            if (read.isPresent() && found.weight().isPresent()) {
                String weight = found.weight().get();
                Shape stored = orders.containsKey(weight)
                        ? orders.get(weight).shape()
                        : model.weights().get(weight).shape();
                here.require(read.get().fits(stored), "has a %s that does not take %s", found.argument(), stored);
                constraints.put(weight, read.get());
            }
        }
        return constraints;
    }
}
