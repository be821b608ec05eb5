package io.github.kerasjvm.evaluate;

import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.loss.LossGraph;
import io.github.kerasjvm.loss.OutputLoss;
import io.github.kerasjvm.metric.CompiledMetrics;
import io.github.kerasjvm.model.MaskedGraph;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The plan of an evaluation: takes the model's inputs, then the labels of outputs with a loss. */
final class EvaluationPlan implements AutoCloseable {

    private static final String LOSS = "loss/";
    private static final String MASK = "mask/";
    private static final String LOGITS = "logits/";

    private final Plan plan;
    private final int outputs;
    private final List<String> names;
    private final List<CompiledMetrics.Measure> measures;

    private EvaluationPlan(Plan plan, int outputs, OpGraph graph, List<CompiledMetrics.Measure> measures) {
        this.plan = plan;
        this.outputs = outputs;
        this.names = graph.outputs().stream().map(OpGraph.Output::name).toList();
        this.measures = measures;
    }

    /**
     * What a batch gives.
     *
     * @param outputs what the model gives
     * @param more the rest by name
     */
    record Results(List<Tensor> outputs, Map<String, Tensor> more) {

        /** The losses of the rows of an output, {@code [batch]}; those of masked positions are 0. */
        Tensor loss(int output) {
            return more.get(LOSS + output);
        }

        Optional<Tensor> mask(int output) {
            return Optional.ofNullable(more.get(MASK + output));
        }

        /** By number of the metric what it is measured on, where that is no output. */
        Map<Integer, Tensor> logits() {
            return more.keySet().stream()
                    .filter(name -> name.startsWith(LOGITS))
                    .collect(Collectors.toMap(name -> Integer.valueOf(name.substring(LOGITS.length())), more::get));
        }
    }

    static EvaluationPlan of(
            Evaluate evaluate,
            MaskedGraph model,
            List<Optional<OutputLoss>> losses,
            CompiledMetrics metrics,
            boolean looksThrough) {
        if (evaluate.engine().runsWholeModelsOnly()) {
            return ofWhole(evaluate, model, losses, metrics);
        }
        List<CompiledMetrics.Measure> measures = metrics.on(model.graph(), looksThrough);
        OpGraph graph = extended(model, losses, measures, looksThrough);
        Plan plan = evaluate.engine().compile(new Program(graph), evaluate.engineOptions());
        return new EvaluationPlan(plan, losses.size(), graph, measures);
    }

    /** The model on its engine; masks, losses and metrics of what it gives on the reference engine. */
    private static EvaluationPlan ofWhole(
            Evaluate evaluate, MaskedGraph model, List<Optional<OutputLoss>> losses, CompiledMetrics metrics) {
        Plan first = evaluate.engine()
                .compile(new Program(model.graph(), Optional.of(evaluate.model())), evaluate.engineOptions());
        boolean isMasked = model.masks().stream().anyMatch(Optional::isPresent);
        Optional<Plan> masks = isMasked ? Optional.of(reference(evaluate, masksOf(model))) : Optional.empty();
        MaskedGraph given = given(model);
        List<CompiledMetrics.Measure> measures = metrics.on(given.graph(), false);
        OpGraph rest = extended(given, losses, measures, false);
        Plan chain = new Chain(model.graph().inputs().size(), first, masks, reference(evaluate, rest));
        return new EvaluationPlan(chain, losses.size(), rest, measures);
    }

    private static Plan reference(Evaluate evaluate, OpGraph graph) {
        return Engines.find("reference").compile(new Program(graph), evaluate.engineOptions());
    }

    private static OpGraph masksOf(MaskedGraph model) {
        return model.graph().extend((ops, renewed) -> present(model.masks(), MASK, renewed));
    }

    /** A graph that gives what it takes: the outputs of a model, and their masks. */
    private static MaskedGraph given(MaskedGraph model) {
        Ops ops = new Ops();
        List<OpGraph.Output> outputs = new ArrayList<>();
        for (int i = 0; i < model.graph().outputs().size(); i++) {
            OpGraph.Output output = model.graph().outputs().get(i);
            outputs.add(new OpGraph.Output(
                    output.name(), ops.input("output/" + i, output.value().shape())));
        }
        List<Optional<Value>> masks = new ArrayList<>();
        for (int i = 0; i < model.masks().size(); i++) {
            String name = MASK + i;
            masks.add(model.masks().get(i).map(mask -> ops.input(name, mask.shape())));
        }
        return new MaskedGraph(ops.build(outputs), masks);
    }

    /** The model's outputs, then the losses, the masks, and what metrics are measured on besides outputs. */
    private static OpGraph extended(
            MaskedGraph model,
            List<Optional<OutputLoss>> losses,
            List<CompiledMetrics.Measure> measures,
            boolean looksThrough) {
        OpGraph graph = model.graph();
        return graph.extend((ops, renewed) -> {
            List<OpGraph.Output> outputs = new ArrayList<>();
            graph.outputs().forEach(o -> outputs.add(new OpGraph.Output(o.name(), renewed.apply(o.value()))));
            for (int i = 0; i < losses.size(); i++) {
                if (losses.get(i).isPresent()) {
                    OutputLoss of = losses.get(i).get();
                    Optional<Value> mask = model.masks().get(i);
                    Value loss = LossGraph.perRow(ops, graph, i, of, mask, looksThrough, renewed);
                    outputs.add(new OpGraph.Output(LOSS + i, loss));
                }
            }
            outputs.addAll(present(model.masks(), MASK, renewed));
            outputs.addAll(present(logits(graph, measures), LOGITS, renewed));
            return outputs;
        });
    }

    private static List<OpGraph.Output> present(
            List<Optional<Value>> values, String name, UnaryOperator<Value> renewed) {
        List<OpGraph.Output> outputs = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).isPresent()) {
                outputs.add(
                        new OpGraph.Output(name + i, renewed.apply(values.get(i).get())));
            }
        }
        return outputs;
    }

    /** By metric what it is measured on, where that is no output. */
    private static List<Optional<Value>> logits(OpGraph graph, List<CompiledMetrics.Measure> measures) {
        return measures.stream()
                .map(one -> Optional.of(one.value()).filter(value -> graph.outputs().stream()
                        .noneMatch(output -> output.value().equals(value))))
                .toList();
    }

    List<CompiledMetrics.Measure> measures() {
        return measures;
    }

    Results run(List<Tensor> inputs, List<Tensor> labels) {
        List<Tensor> given = new ArrayList<>(inputs);
        given.addAll(labels);
        List<Tensor> all = plan.run(given);
        Map<String, Tensor> more = new HashMap<>();
        for (int i = outputs; i < all.size(); i++) {
            more.put(names.get(i), all.get(i));
        }
        return new Results(all.subList(0, outputs), more);
    }

    @Override
    public void close() {
        plan.close();
    }

    /** The model on its engine, then the losses of what it gives. */
    private record Chain(int inputs, Plan model, Optional<Plan> masks, Plan losses) implements Plan {

        @Override
        public List<Tensor> run(List<Tensor> given) {
            List<Tensor> taken = given.subList(0, inputs);
            List<Tensor> next = new ArrayList<>(model.run(taken));
            masks.ifPresent(plan -> next.addAll(plan.run(taken)));
            next.addAll(given.subList(inputs, given.size()));
            return losses.run(next);
        }

        @Override
        public void close() {
            model.close();
            masks.ifPresent(Plan::close);
            losses.close();
        }
    }
}
