package io.github.kerasjvm.train;

import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.engine.Workers;
import io.github.kerasjvm.loss.Labels;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.optimizer.Occurrences;
import io.github.kerasjvm.train.optimizer.Optimizer;
import io.github.kerasjvm.train.optimizer.StateFile;
import io.github.kerasjvm.train.optimizer.StoredOrder;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final Workers workers;
    private final StepRunner runner;
    private final StepRunner tester;
    private final Map<String, StoredOrder> orders;
    private final boolean continues;
    private final TrainingSetup setup;
    /** The model for inputs of some shapes, whose open sizes are known then. */
    private final Map<List<Shape>, OpGraph> lowered = new HashMap<>();

    private Optional<TrainingLogs> logs = Optional.empty();
    private long steps;

    private Trainer(TrainerParts parts, TrainerOptions options) {
        this.model = parts.model();
        this.options = options;
        this.weights = parts.weights();
        this.optimizer = parts.optimizer();
        this.stateFile = parts.stateFile();
        this.orders = parts.orders();
        this.continues = parts.continues();
        this.setup = parts.setup();
        boolean byLookups = optimizer.config().needsOccurrences();
        this.workers = new Workers(options.engineOptions().threads());
        this.runner = runner(byLookups ? StepRunner.Mode.TRAINING_BY_LOOKUPS : StepRunner.Mode.TRAINING);
        this.tester = runner(StepRunner.Mode.TESTING);
    }

    private StepRunner runner(StepRunner.Mode mode) {
        return new StepRunner(model, setup, options, mode, weights.parameters().layout(), workers::each);
    }

    /**
     * Takes up the training of a file.
     *
     * @param source the file, and how it is read
     * @param options how to train
     * @return the training, before its next step
     * @throws ImportException with all problems found, if the model, its losses, its optimizer or its state cannot be trained
     */
    public static Trainer of(Import source, TrainerOptions options) {
        return new Trainer(TrainerParts.read(source, options), options);
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
     * What the file does not hold although training goes on differently without it, and which metrics are not computed.
     *
     * @return a sentence for each; empty if there is nothing to say
     */
    public List<String> notes() {
        List<String> notes = new ArrayList<>(continues ? stateFile.notes() : List.of());
        notes.addAll(setup.metrics().notes());
        return notes;
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
     * Whether a schedule gives the learning rate, so that it cannot be set.
     *
     * @return false if it stays until somebody sets it
     */
    public boolean isScheduled() {
        return optimizer.config().isScheduled();
    }

    /**
     * Sets the learning rate, as Keras's callbacks do.
     *
     * @param rate the rate
     * @throws IllegalStateException if a schedule gives it
     */
    public void setLearningRate(float rate) {
        if (isScheduled()) {
            throw new IllegalStateException("the learning rate follows a schedule, and cannot be set");
        }
        optimizer.state().setLearningRate(rate);
    }

    /**
     * What has been counted so far, and what the file of this Keras may not hold.
     *
     * @return the counts
     */
    public TrainerCounts counts() {
        return new TrainerCounts(
                steps,
                optimizer.state().iterations(),
                optimizer.state().learningRate(),
                optimizer.state().scalars(),
                weights.states());
    }

    /**
     * Goes on from counts, after the file was loaded that was written with them.
     *
     * @param counts the counts
     */
    public void resume(TrainerCounts counts) {
        steps = counts.steps();
        optimizer.state().setIterations(counts.iterations());
        optimizer.state().setLearningRate(counts.learningRate());
        counts.scalars().forEach(optimizer.state()::setScalar);
        weights.update(counts.states());
    }

    /**
     * Whether the optimizer keeps a moving average of the weights.
     *
     * @return false for most
     */
    public boolean keepsAverage() {
        return optimizer.config().average().isPresent();
    }

    /** Ends training: the weights become their moving average where the optimizer keeps one, as at the end of {@code fit}. */
    public void finish() {
        optimizer.finish();
    }

    /**
     * The training configuration that holds.
     *
     * @return JSON in the form of the file's generation
     */
    public String trainingConfig() {
        return options.training().or(model::trainingConfig).orElseThrow();
    }

    /**
     * Checks that rows can be given in batches of a size: a stateful model takes no other number of rows than its file fixes.
     *
     * @param rows how many rows there are
     * @param size how many are in a batch, but for the last
     * @param most how many batches are given at most
     * @throws DataException if the last batch would be smaller, or the size is not the model's
     */
    public void requireBatches(int rows, int size, int most) {
        if (!model.isStateful()) {
            return;
        }
        int fixed = model.inputs().get(0).shape().size(0);
        if (fixed != Shape.ANY && fixed != size) {
            throw new DataException("the model is stateful and takes batches of " + fixed + " rows, got " + size);
        }
        if (rows % size != 0 && rows / size < most) {
            throw new DataException("the model is stateful and takes " + size + " rows at a time, so that the last "
                    + rows % size + " of " + rows + " rows are no batch; give a multiple");
        }
    }

    /** Begins to sum up loss and metrics anew. */
    public void beginEpoch() {
        logs = Optional.empty();
    }

    private TrainingLogs newLogs(OpGraph graph) {
        boolean isKeras3 = model.origin().generation() == Generation.KERAS_3;
        List<String> outputs =
                model.outputs().stream().map(KerasModel.Port::name).toList();
        return new TrainingLogs(outputs, isKeras3, setup.metrics().on(graph, setup.looksThroughActivation()));
    }

    /**
     * Does one step of training, as {@code train_on_batch}.
     *
     * @param rows inputs, labels as data has them: class indices, or arrays, and how much each row counts
     * @param classWeights how much the rows of each class count; empty if all count once
     * @return what the step gave, for the weights before it
     * @throws DataException if the labels or weights do not fit the model
     */
    public StepResult train(TrainingBatch rows, Map<Integer, Double> classWeights) {
        List<Tensor> labels = rows.labels();
        if (labels.size() != model.outputs().size()) {
            throw new DataException("the data has " + labels.size() + " arrays of labels, the model gives "
                    + model.outputs().size() + " outputs; expected as many");
        }
        if (!classWeights.isEmpty() && labels.size() > 1) {
            throw new DataException("weights of classes are for models with one output; this one has " + labels.size());
        }
        ClassWeights ofClasses = ClassWeights.of(classWeights, model.origin());
        List<Optional<Tensor>> counts = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            counts.add(ofClasses.ofRows(labels.get(i), rows.weights().get(i)));
        }
        OpGraph graph = lowered(rows);
        TrainingBatch batch = new TrainingBatch(rows.inputs(), forLosses(labels, graph), counts);
        StepResult result = workers.onHelper(() -> step(batch));
        logs = logs.or(() -> Optional.of(newLogs(graph)));
        // Class weights count for losses alone; what counts for weighted metrics differs between the generations.
        logs.get().add(result, batch, labels);
        return result;
    }

    private OpGraph lowered(TrainingBatch rows) {
        List<Shape> shapes = rows.inputs().stream()
                .map(input -> input.shape().with(0, Shape.ANY))
                .toList();
        return lowered.computeIfAbsent(shapes, model::lower);
    }

    /** The labels as the losses take them. */
    private List<Tensor> forLosses(List<Tensor> labels, OpGraph graph) {
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            Shape shape = graph.outputs().get(i).value().shape();
            Tensor stored = labels.get(i);
            all.add(setup.losses()
                    .get(i)
                    .map(loss -> Labels.as(loss.loss().labelShape(shape), stored, shape))
                    .orElse(stored));
        }
        return all;
    }

    /**
     * Loss and metrics of the batches since the epoch began, as Keras reports them.
     *
     * @return the numbers under Keras's names, {@code loss} first; empty before the first batch
     */
    public Map<String, Double> logs() {
        return logs.map(TrainingLogs::values).orElse(Map.of());
    }

    /**
     * Evaluates the model as it is now.
     *
     * @param batches the rows in batches: inputs, labels as data has them, and how much each row counts
     * @return the numbers under Keras's names, {@code loss} first
     * @throws DataException if the data does not fit the model
     */
    public Map<String, Double> evaluate(Iterable<TrainingBatch> batches) {
        Optional<TrainingLogs> tested = Optional.empty();
        Map<String, Tensor> now = new HashMap<>(weights.now());
        float[] none = new float[0];
        for (TrainingBatch batch : batches) {
            OpGraph graph = lowered(batch);
            TrainingBatch ready = new TrainingBatch(batch.inputs(), forLosses(batch.labels(), graph), batch.weights());
            StepResult result = tester.run(ready, now, 0, none);
            // What stateful layers leave behind. In Keras, too, training goes on with the states of a validation.
            weights.update(result.updates());
            now.putAll(result.updates());
            tested = tested.or(() -> Optional.of(newLogs(graph)));
            tested.get().add(result, ready, batch.labels());
        }
        return tested.map(TrainingLogs::values).orElse(Map.of());
    }

    /**
     * Computes what the next step would begin with, and changes nothing.
     *
     * @param rows inputs, labels as data has them, and how much each row counts
     * @return the loss and its gradients, before the optimizer bounds them
     */
    public LossGradients gradients(TrainingBatch rows) {
        TrainingBatch batch = new TrainingBatch(rows.inputs(), forLosses(rows.labels(), lowered(rows)), rows.weights());
        float[] all = new float[weights.parameters().layout().size()];
        StepResult result = runner.run(batch, weights.now(), steps + 1, all);
        Map<String, Tensor> gradients = new HashMap<>();
        weights.parameters()
                .layout()
                .parameters()
                .forEach(parameter ->
                        gradients.put(parameter.name(), Tensor.within(parameter.shape(), all, parameter.offset())));
        return new LossGradients(result.loss(), gradients);
    }

    /**
     * Does one step of training.
     *
     * @param batch the rows
     * @return what the step gave, for the weights before it
     */
    public StepResult step(TrainingBatch batch) {
        steps++;
        StepResult result =
                runner.run(batch, weights.now(), steps, weights.parameters().gradients());
        weights.update(result.updates());
        optimizer.step(workers::each, occurrences(result.lookups()));
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
        tester.close();
        workers.close();
    }
}
