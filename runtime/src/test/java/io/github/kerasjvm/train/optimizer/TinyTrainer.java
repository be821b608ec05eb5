package io.github.kerasjvm.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.loss.LossGraph;
import io.github.kerasjvm.loss.LossReader;
import io.github.kerasjvm.loss.LossRules;
import io.github.kerasjvm.loss.OutputLoss;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.ModelLayer;
import io.github.kerasjvm.op.Gradients;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.constraint.Constraint;
import io.github.kerasjvm.train.constraint.ConstraintReader;
import io.github.kerasjvm.train.regularization.Regularizer;
import io.github.kerasjvm.train.regularization.RegularizerReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Trains plain models with one output, one graph for each step: only so that optimizers can be tested. */
final class TinyTrainer {

    private static final Map<String, String> ARGUMENTS =
            Map.of("kernel", "kernel", "bias", "bias", "W", "kernel", "b", "bias");

    private final KerasModel model;
    private final OutputLoss loss;
    private final Parameters parameters;
    private final Optimizer optimizer;

    TinyTrainer(KerasModel model, List<String> trained, List<String> undecayed, Map<String, StoredOrder> orders) {
        this.model = model;
        JsonNode training = json(model.trainingConfig().orElseThrow());
        List<String> outputs =
                model.outputs().stream().map(KerasModel.Port::name).toList();
        this.loss = LossReader.read(training, outputs, LossRules.of(model.origin()))
                .outputs()
                .get(0)
                .orElseThrow();
        Map<String, Shape> shapes = new LinkedHashMap<>();
        trained.forEach(name -> shapes.put(name, model.weights().get(name).shape()));
        this.parameters = new Parameters(Layout.of(shapes));
        for (int i = 0; i < trained.size(); i++) {
            parameters.set(i, model.weights().get(trained.get(i)));
        }
        Problems problems = Problems.none();
        Optional<OptimizerConfig> config = OptimizerReader.read(training, model.origin(), problems);
        assertThat(problems.list()).isEmpty();
        OptimizerConfig used = config.orElseThrow();
        this.optimizer = new Optimizer(
                undecayed.isEmpty() ? used : used.withoutDecayOf(undecayed), parameters, constraints(), orders);
    }

    Optimizer optimizer() {
        return optimizer;
    }

    Parameters parameters() {
        return parameters;
    }

    /** Does a step, gives its loss. */
    double step(Tensor x, Tensor y) {
        List<String> names =
                parameters.layout().parameters().stream().map(Parameter::name).toList();
        OpGraph graph = Gradients.of(lossGraph(x, y), names);
        try (Plan plan = Engines.find("reference").compile(new Program(graph), new EngineOptions(1))) {
            List<Tensor> results = plan.run(List.of(x, y));
            for (int i = 0; i < names.size(); i++) {
                parameters.setGradient(i, results.get(results.size() - names.size() + i));
            }
            optimizer.step(Crew.ALONE);
            return results.get(0).get(0);
        }
    }

    private OpGraph lossGraph(Tensor x, Tensor y) {
        Map<String, Tensor> weights = new LinkedHashMap<>(model.weights());
        for (int i = 0; i < parameters.layout().parameters().size(); i++) {
            weights.put(parameters.layout().parameters().get(i).name(), parameters.get(i));
        }
        KerasModel now = new KerasModel(
                model.file(), model.origin(), model.graph(), model.config(), model.trainingConfig(), weights);
        boolean looks = LossRules.of(model.origin()).looksThroughActivation();
        OpGraph graph = LossGraph.extend(now.lower(List.of(x.shape())), List.of(Optional.of(loss)), looks)
                .withInputShapes(List.of(x.shape(), y.shape()));
        return graph.extend((ops, renewed) -> {
            Value rows = renewed.apply(graph.outputs().get(1).value());
            Value total = ops.reduce(ReduceFunction.MEAN, rows, List.of(0), false);
            for (Value penalty : penalties(graph, ops, renewed)) {
                total = ops.add(total, penalty);
            }
            return List.of(new OpGraph.Output("loss", total));
        });
    }

    private List<Value> penalties(OpGraph graph, io.github.kerasjvm.op.Ops ops, UnaryOperator<Value> renewed) {
        List<Value> penalties = new ArrayList<>();
        arguments("_regularizer").forEach((weight, value) -> {
            Optional<Regularizer> regularizer = RegularizerReader.read(value, weight, Problems.none());
            graph.parameters().stream()
                    .filter(parameter -> parameter.name().equals(weight))
                    .forEach(p -> penalties.add(regularizer.orElseThrow().penalty(ops, renewed.apply(p.value()))));
        });
        return penalties;
    }

    private Map<String, Constraint> constraints() {
        Map<String, Constraint> constraints = new LinkedHashMap<>();
        arguments("_constraint")
                .forEach((weight, value) -> constraints.put(
                        weight,
                        ConstraintReader.read(value, weight, Problems.none()).orElseThrow()));
        return constraints;
    }

    /** The arguments with a suffix by the weight that they are about. */
    private Map<String, JsonNode> arguments(String suffix) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        for (ModelLayer layer : model.graph().allLayers()) {
            layer.arguments().properties().forEach(entry -> {
                String role = ARGUMENTS.get(entry.getKey().replace(suffix, ""));
                if (entry.getKey().endsWith(suffix)
                        && role != null
                        && !entry.getValue().isNull()) {
                    found.put(layer.path() + "/" + role, entry.getValue());
                }
            });
        }
        return found;
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
