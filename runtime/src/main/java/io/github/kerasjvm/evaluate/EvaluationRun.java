package io.github.kerasjvm.evaluate;

import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.data.Batch;
import io.github.kerasjvm.data.Batches;
import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.loss.CompiledLosses;
import io.github.kerasjvm.loss.Labels;
import io.github.kerasjvm.loss.LossRules;
import io.github.kerasjvm.loss.OutputLoss;
import io.github.kerasjvm.metric.CompiledMetrics;
import io.github.kerasjvm.metric.MetricBatch;
import io.github.kerasjvm.metric.MetricStates;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.MaskedGraph;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.TrainingRules;
import io.github.kerasjvm.train.TrainingRules.Weighting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One evaluation under way. */
final class EvaluationRun {

    /** Rows computed at once, as far as they fit into the bytes below; engines split them over their threads. */
    private static final int MOST_ROWS = 1024;

    private static final long MOST_BYTES = 64L << 20;

    /** One output and what is summed up for it. */
    private record Part(
            Shape shape, Optional<OutputLoss> loss, Optional<LossMean> mean, Optional<AccuracyCounter> accuracy) {}

    private final Evaluate evaluate;
    private final DataSet data;
    private final CompiledLosses losses;
    private final LossRules rules;
    private final MaskedGraph model;
    private final List<Part> parts = new ArrayList<>();
    private final CompiledMetrics metrics;
    private final List<String> notes = new ArrayList<>();
    private MetricStates states = MetricStates.of(List.of());

    EvaluationRun(
            Evaluate evaluate,
            DataSet data,
            CompiledLosses losses,
            Function<List<KerasModel.Port>, CompiledMetrics> metrics) {
        this.evaluate = evaluate;
        this.data = data;
        this.losses = losses;
        this.rules = evaluate.rules();
        evaluate.model().requireRows(data.rows());
        this.model = fitting(evaluate.model().lowerWithMasks(data.inputShapes()));
        this.metrics = metrics.apply(ports());
        Weighting weighting = TrainingRules.of(evaluate.model().origin()).weighting();
        for (int i = 0; i < losses.outputs().size(); i++) {
            Shape shape = model.graph().outputs().get(i).value().shape();
            Optional<OutputLoss> loss = losses.outputs().get(i);
            parts.add(new Part(
                    shape,
                    loss,
                    loss.map(l -> new LossMean(l.reduction(), weighting, evaluate.batchSize())),
                    shape.rank() < 2 ? Optional.empty() : AccuracyCounter.of(shape, loss, this.metrics.of(i), rules)));
        }
    }

    /** Without masks that are none of positions of their output. */
    private MaskedGraph fitting(MaskedGraph lowered) {
        List<Optional<Value>> masks = new ArrayList<>();
        for (int i = 0; i < lowered.masks().size(); i++) {
            OpGraph.Output output = lowered.graph().outputs().get(i);
            Optional<Value> mask = lowered.masks().get(i);
            Optional<Value> fits = mask.filter(m -> isOfPositions(m, output.value()));
            if (fits.isEmpty() && mask.isPresent()) {
                notes.add("the mask " + mask.get().shape() + " of " + output.name()
                        + " does not count: it is none of the positions of "
                        + output.value().shape());
            }
            masks.add(fits);
        }
        return new MaskedGraph(lowered.graph(), masks);
    }

    private static boolean isOfPositions(Value mask, Value output) {
        List<Integer> positions = output.shape().without(-1).toList();
        int rank = mask.shape().rank();
        return rank <= positions.size()
                && positions.subList(0, rank).equals(mask.shape().toList());
    }

    /** The outputs with the sizes that the data gives them. */
    private List<KerasModel.Port> ports() {
        return model.graph().outputs().stream()
                .map(output -> new KerasModel.Port(output.name(), output.value().shape()))
                .toList();
    }

    Evaluation run() {
        long start = System.nanoTime();
        try (EvaluationPlan plan =
                EvaluationPlan.of(evaluate, model, losses.outputs(), metrics, rules.looksThroughActivation())) {
            states = MetricStates.of(plan.measures());
            run(plan);
        }
        return result((System.nanoTime() - start) / 1e9);
    }

    private void run(EvaluationPlan plan) {
        long done = 0;
        try (Batches batches = data.batches(rowsAtOnce())) {
            while (batches.hasNext()) {
                Batch batch = batches.next();
                add(plan, batch);
                done += batch.rows();
                evaluate.progress().rows(done, data.rows());
            }
        }
    }

    private int rowsAtOnce() {
        long rowBytes = data.inputShapes().stream()
                .mapToLong(shape -> 4 * shape.elementsFrom(1))
                .sum();
        int most = (int) Math.max(1, Math.min(MOST_ROWS, MOST_BYTES / Math.max(1, rowBytes)));
        return states.areByBatch() ? Math.max(1, most / evaluate.batchSize()) * evaluate.batchSize() : most;
    }

    private void add(EvaluationPlan plan, Batch batch) {
        if (batch.labels().size() != parts.size()) {
            throw new DataException("the data has " + batch.labels().size() + " arrays of labels, the model gives "
                    + parts.size() + " outputs; expected as many");
        }
        List<Tensor> labels = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.loss.isPresent()) {
                Shape wanted = part.loss.get().loss().labelShape(part.shape);
                labels.add(Labels.as(wanted, batch.labels().get(i), part.shape));
            }
        }
        EvaluationPlan.Results results = plan.run(batch.inputs(), labels);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.mean.isPresent()) {
                part.mean.get().add(results.loss(i), results.mask(i));
            }
            if (part.accuracy.isPresent()) {
                boolean counts = evaluate.model().origin().generation() != Generation.KERAS_1;
                Optional<Tensor> mask = counts ? results.mask(i) : Optional.empty(); // Keras 1 measures all steps
                part.accuracy.get().add(results.outputs().get(i), batch.labels().get(i), mask);
            }
        }
        measure(results, batch.labels());
    }

    private void measure(EvaluationPlan.Results results, List<Tensor> labels) {
        List<Optional<Tensor>> masks =
                IntStream.range(0, labels.size()).mapToObj(results::mask).toList();
        List<Optional<Tensor>> weights =
                labels.stream().map(output -> Optional.<Tensor>empty()).toList();
        MetricBatch all = new MetricBatch(results.outputs(), results.logits(), labels, weights, masks);
        int rows = results.outputs().get(0).shape().size(0);
        int step = states.areByBatch() ? evaluate.batchSize() : rows;
        for (int from = 0; from < rows; from += step) {
            states.add(all.rows(from, Math.min(rows, from + step)));
        }
    }

    private Evaluation result(double seconds) {
        List<OutputEvaluation> outputs = new ArrayList<>();
        double total = 0;
        boolean any = false;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            OptionalDouble loss = OptionalDouble.empty();
            if (part.mean.isPresent()) {
                double value = part.mean.get().value();
                total += part.loss.get().weight() * value;
                loss = OptionalDouble.of(value);
                any = true;
            }
            outputs.add(new OutputEvaluation(
                    model.graph().outputs().get(i).name(),
                    part.loss.map(l -> l.loss().name()).orElse(""),
                    loss,
                    part.accuracy.map(AccuracyCounter::result)));
        }
        Regularization regularization = Regularization.of(evaluate.model(), rules.countsFrozenRegularizers());
        notes.addAll(losses.notes());
        notes.addAll(metrics.notes());
        if (any && evaluate.engine().runsWholeModelsOnly() && rules.looksThroughActivation()) {
            notes.add("the loss is computed from the model's outputs, not from its logits as Keras does: engine "
                    + evaluate.engine().name() + " gives no others");
        }
        if (any) {
            notes.addAll(regularization.notes());
        }
        return new Evaluation(
                any ? OptionalDouble.of(total + regularization.value()) : OptionalDouble.empty(),
                any ? regularization.value() : 0,
                outputs,
                values(),
                data.rows(),
                seconds,
                notes);
    }

    private List<MetricValue> values() {
        List<MetricValue> values = new ArrayList<>();
        states.results()
                .forEach((name, numbers) -> values.add(
                        new MetricValue(name, Arrays.stream(numbers).boxed().toList())));
        return values;
    }
}
