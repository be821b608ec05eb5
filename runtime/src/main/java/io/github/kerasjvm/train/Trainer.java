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
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.constraint.Constraint;
import io.github.kerasjvm.train.constraint.ConstraintReader;
import io.github.kerasjvm.train.optimizer.Occurrences;
import io.github.kerasjvm.train.optimizer.Optimizer;
import io.github.kerasjvm.train.optimizer.OptimizerConfig;
import io.github.kerasjvm.train.optimizer.OptimizerReader;
import io.github.kerasjvm.train.optimizer.StateFile;
import io.github.kerasjvm.train.optimizer.StoredOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A compiled model in training: it goes on where the Keras that wrote the file stopped, with the rules of that Keras.
 *
 * <p>For one thread at a time; to be closed.
 */
public final class Trainer implements AutoCloseable {

    private final KerasModel model;
    private final TrainerOptions options;
    private final TrainedWeights weights;
    private final Optimizer optimizer;
    private final StateFile stateFile;
    private final StepRunner runner;
    private final Map<String, StoredOrder> orders;
    private final boolean continues;
    private long steps;

    private Trainer(Parts parts, TrainerOptions options, boolean continues) {
        this.model = parts.model;
        this.options = options;
        this.weights = parts.weights;
        this.optimizer = parts.optimizer;
        this.stateFile = parts.stateFile;
        this.orders = parts.orders;
        this.continues = continues;
        this.runner =
                new StepRunner(model, parts.setup, options, optimizer.config().needsOccurrences());
    }

    /** What is read from a file. */
    private record Parts(
            KerasModel model,
            TrainingSetup setup,
            TrainedWeights weights,
            Optimizer optimizer,
            StateFile stateFile,
            Map<String, StoredOrder> orders) {}

    /**
     * Takes up the training of a file.
     *
     * @param source the file, and how it is read
     * @param options how to train
     * @return the training, before its next step
     * @throws ImportException with all problems found, if the model, its losses, its optimizer or its state cannot be trained
     */
    public static Trainer of(Import source, TrainerOptions options) {
        KerasModel model = source.load();
        Problems problems = Problems.none();
        try (OpenModel open = source.openModel()) {
            Map<String, StoredOrder> orders = orders(model, open, problems);
            Optional<Parts> parts = parts(model, options, order(model, open), orders, problems);
            boolean continues = parts.isPresent()
                    && options.training().isEmpty()
                    && parts.get().stateFile.read(open.raw().optimizer(), parts.get().optimizer, problems);
            if (problems.count() > 0 || parts.isEmpty()) {
                throw ImportException.of(model.file(), problems.list());
            }
            return new Trainer(parts.get(), options, continues);
        }
    }

    private static Map<String, StoredOrder> orders(KerasModel model, OpenModel open, Problems problems) {
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
    private static List<String> order(KerasModel model, OpenModel open) {
        boolean isByName = model.origin().generation() == Generation.KERAS_1
                && open.weights().size() == model.weights().size();
        return isByName
                ? open.weights().stream()
                        .sorted(Comparator.comparing(weight -> weight.array().name()))
                        .map(BoundWeight::name)
                        .toList()
                : List.copyOf(model.weights().keySet());
    }

    private static Optional<Parts> parts(
            KerasModel model,
            TrainerOptions options,
            List<String> order,
            Map<String, StoredOrder> orders,
            Problems problems) {
        Optional<String> text = options.training().or(model::trainingConfig);
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
        Optional<OptimizerConfig> config = OptimizerReader.read(training, model.origin(), problems);
        if (config.isEmpty() || problems.count() > 0) {
            return Optional.empty();
        }
        OptimizerConfig used =
                options.undecayed().isEmpty() ? config.get() : config.get().withoutDecayOf(options.undecayed());
        Optimizer optimizer = new Optimizer(used, weights.parameters(), constraints, orders);
        StateFile stateFile = new StateFile(used, weights.parameters().layout(), orders);
        return Optional.of(new Parts(model, setup, weights, optimizer, stateFile, orders));
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

    /**
     * Whether the optimizer goes on from the state in the file.
     *
     * @return false if the file holds none, or another training configuration was given
     */
    public boolean continues() {
        return continues;
    }

    /**
     * What the file does not hold although training goes on differently without it.
     *
     * @return a sentence for each; empty if the file holds all
     */
    public List<String> notes() {
        return continues ? stateFile.notes() : List.of();
    }

    /**
     * The learning rate of the next step.
     *
     * @return the rate, after schedule and decay
     */
    public float learningRate() {
        return optimizer.learningRate();
    }

    /**
     * Does one step of training.
     *
     * @param batch the rows
     * @return what the step gave, for the weights before it
     */
    public StepResult step(TrainingBatch batch) {
        steps++;
        StepResult result = runner.run(batch, weights.all(), steps);
        weights.take(result);
        optimizer.step(options.crew(), occurrences(result.lookups()));
        return result;
    }

    private List<Occurrences> occurrences(List<StepResult.Lookup> lookups) {
        List<Occurrences> occurrences = new ArrayList<>();
        for (StepResult.Lookup lookup : lookups) {
            int parameter = weights.parameters().layout().indexOf(lookup.weight());
            int[] rows = new int[lookup.rows().elements()];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = (int) lookup.rows().get(i);
            }
            occurrences.add(new Occurrences(parameter, rows, lookup.gradients().toArray()));
        }
        return occurrences;
    }

    /**
     * The model with its weights as they are now.
     *
     * @return the model, a copy
     */
    public KerasModel model() {
        Map<String, Tensor> now = weights.all();
        Map<String, Tensor> ordered = new LinkedHashMap<>();
        model.weights().keySet().forEach(name -> ordered.put(name, now.get(name)));
        return new KerasModel(
                model.file(),
                model.origin(),
                model.graph(),
                model.config(),
                options.training().or(model::trainingConfig),
                ordered);
    }

    /**
     * How the file has the elements of weights that it does not store as they are used.
     *
     * @return the orders by the name of the weight
     */
    public Map<String, StoredOrder> orders() {
        return orders;
    }

    /**
     * What the optimizer remembers, as the arrays of a file of its Keras.
     *
     * @return the arrays in the order of the file
     */
    public List<StateFile.Stored> state() {
        return stateFile.write(optimizer);
    }

    /** Frees what was compiled. */
    @Override
    public void close() {
        runner.close();
    }
}
