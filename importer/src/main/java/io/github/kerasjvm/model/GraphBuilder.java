package io.github.kerasjvm.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.config.Argument;
import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.config.Call;
import io.github.kerasjvm.config.Dialect;
import io.github.kerasjvm.config.LayerConfig;
import io.github.kerasjvm.config.ModelConfig;
import io.github.kerasjvm.config.TensorRef;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.CallArguments;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Layers;
import io.github.kerasjvm.layer.operation.Operation;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes layers from their configuration, checks the wiring, and finds the order in which calls can run. */
final class GraphBuilder {

    private final Layers layers;
    private final Dialect dialect;
    private final Problems problems;

    GraphBuilder(Layers layers, Dialect dialect, Problems problems) {
        this.layers = layers;
        this.dialect = dialect;
        this.problems = problems;
    }

    ModelGraph build(ModelConfig config) {
        return build(config, "");
    }

    private ModelGraph build(ModelConfig config, String prefix) {
        Map<String, ModelLayer> byName = new LinkedHashMap<>();
        for (LayerConfig layer : config.layers()) {
            String path = prefix + layer.name();
            Problems here = problems.at(path, layer.className());
            if (byName.putIfAbsent(layer.name(), layer(layer, path, here)) != null) {
                here.add(Code.GRAPH, "", "two layers have this name", "");
            }
        }
        List<ModelGraph.Step> order = RunOrder.of(order(byName), config.outputs());
        checkOutputs(config, byName);
        return new ModelGraph(
                config.className(),
                config.name(),
                List.copyOf(byName.values()),
                config.inputs(),
                config.outputs(),
                order);
    }

    private ModelLayer layer(LayerConfig config, String path, Problems here) {
        Optional<ModelGraph> nested = config.model().map(model -> build(model, path + "/"));
        Optional<Layer> layer = nested.isPresent() ? Optional.empty() : read(config, here);
        List<ModelCall> calls = config.calls().stream()
                .map(call -> call(config, layer, call, here))
                .toList();
        return new ModelLayer(path, config.name(), config.className(), config.arguments(), layer, nested, calls);
    }

    private ModelCall call(LayerConfig config, Optional<Layer> layer, Call call, Problems here) {
        Arguments arguments = withoutTraining(config, call.arguments(), here);
        Optional<Layer> called = layer.map(known -> known.called(arguments, here));
        return new ModelCall(call.inputs(), call.masks(), called);
    }

    private Optional<Layer> read(LayerConfig config, Problems here) {
        if ((config.module() + ".").contains(".ops.")) {
            return operation(config, here);
        }
        return layers.read(config.className(), Args.of(config.arguments(), config.semantics(), here, this::argument));
    }

    /** An operation of Keras 3 on tensors, which stands in the graph as a layer does. */
    private static Optional<Layer> operation(LayerConfig config, Problems here) {
        if (!Operation.isKnown(config.className())) {
            here.add(Code.LAYER_UNKNOWN, "", "is an operation of " + config.module() + ", which does not run here", "");
            return Optional.empty();
        }
        Map<String, JsonNode> settings = new LinkedHashMap<>();
        config.arguments().properties().forEach(entry -> settings.put(entry.getKey(), entry.getValue()));
        settings.remove("name");
        return Optional.of(Operation.of(config.className(), settings));
    }

    /** A layer that is an argument of another; a model is one, too. */
    private Optional<Layer> argument(JsonNode entry, Args args) {
        if (!dialect.isModel(entry)) {
            return layers.read(entry, args);
        }
        Problems inside = args.problems();
        int before = inside.count();
        ModelGraph graph = new GraphBuilder(layers, dialect, inside).build(dialect.read(entry, inside));
        return inside.count() == before ? Optional.of(new SubModel(graph)) : Optional.empty();
    }

    /** Whether a call is one of training may be passed over only where it changes nothing. */
    private Arguments withoutTraining(LayerConfig config, Arguments arguments, Problems here) {
        Map<String, Argument> others = new LinkedHashMap<>(arguments.keywords());
        Argument training = others.remove("training");
        boolean isTraining = training != null
                && !training.isNothing()
                && !(training instanceof Argument.Literal literal
                        && literal.value().isBoolean()
                        && !literal.value().booleanValue());
        if (isTraining && (config.semantics().storedTraining() || !layers.isTrainingIgnored(config.className()))) {
            CallArguments.refuse("training", training, here);
        }
        return new Arguments(arguments.positional(), others);
    }

    private List<ModelGraph.Step> order(Map<String, ModelLayer> byName) {
        List<ModelGraph.Step> waiting = new ArrayList<>();
        for (ModelLayer layer : byName.values()) {
            int calls = layer.isInput() ? 1 : layer.calls().size();
            for (int call = 0; call < calls; call++) {
                waiting.add(new ModelGraph.Step(layer, call));
            }
        }
        return sorted(waiting, byName);
    }

    private List<ModelGraph.Step> sorted(List<ModelGraph.Step> waiting, Map<String, ModelLayer> byName) {
        List<ModelGraph.Step> order = new ArrayList<>();
        Set<String> done = new HashSet<>();
        waiting = new ArrayList<>(waiting);
        boolean moved = true;
        while (moved) {
            moved = false;
            List<ModelGraph.Step> left = new ArrayList<>();
            for (ModelGraph.Step step : waiting) {
                boolean ready =
                        step.layer().isInput() || step.use().needs().stream().allMatch(ref -> done.contains(key(ref)));
                if (ready) {
                    done.add(step.layer().name() + "@" + step.call());
                    order.add(step);
                    moved = true;
                } else {
                    left.add(step);
                }
            }
            waiting = left;
        }
        waiting.forEach(step -> reportUnready(step, byName));
        return order;
    }

    private static String key(TensorRef ref) {
        return ref.layer() + "@" + ref.call();
    }

    private void reportUnready(ModelGraph.Step step, Map<String, ModelLayer> byName) {
        Problems here = problems.at(step.layer().path(), step.layer().className());
        for (TensorRef ref : step.use().needs()) {
            if (!exists(ref, byName)) {
                here.add(
                        Code.GRAPH,
                        "inbound_nodes",
                        "takes call " + ref.call() + " of " + ref.layer() + ", which is not there",
                        "");
                return;
            }
        }
        here.add(Code.GRAPH, "inbound_nodes", "waits for a layer that is missing or that waits for it in turn", "");
    }

    private static boolean exists(TensorRef ref, Map<String, ModelLayer> byName) {
        ModelLayer layer = byName.get(ref.layer());
        return layer != null
                && (layer.isInput()
                        ? ref.call() == 0
                        : ref.call() >= 0 && ref.call() < layer.calls().size());
    }

    private void checkOutputs(ModelConfig config, Map<String, ModelLayer> byName) {
        for (TensorRef ref : config.outputs()) {
            if (!exists(ref, byName)) {
                problems.add(
                        Code.GRAPH, "output_layers", "call " + ref.call() + " of " + ref.layer() + " is not there", "");
            }
        }
        for (TensorRef ref : config.inputs()) {
            if (!exists(ref, byName)) {
                problems.add(Code.GRAPH, "input_layers", ref.layer() + " is not there", "");
            }
        }
    }
}
