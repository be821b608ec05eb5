package io.github.kerasjvm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the dialects share: models made of layers, and the chain of a Sequential model. Each dialect says how calls and
 * references are written.
 */
final class ConfigReader {

    /** The classes that are models: their configuration holds layers. */
    private static final Set<String> MODELS = Set.of("Sequential", "Model", "Functional", "Graph");

    private final Semantics semantics;
    private final CallReader calls;

    ConfigReader(Semantics semantics, CallReader calls) {
        this.semantics = semantics;
        this.calls = calls;
    }

    /** How a dialect writes calls and references. */
    interface CallReader {
        /** The calls of a layer; {@code layers} are the names of all layers of its model. */
        List<Call> calls(JsonNode inboundNodes, Set<String> layers, Problems problems);

        /** The tensors that go in or come out of a model. */
        List<TensorRef> references(JsonNode tensors, Problems problems);

        /** The Python module of a layer's class; empty if the file does not say. */
        String module(JsonNode layer);

        /** The number that the first call of a nested model from outside has in the file. */
        int firstCallOfModel();

        /** The same in the list of a model's outputs. */
        int firstOutputOfModel(ModelConfig nested);
    }

    ModelConfig model(JsonNode model, Problems problems) {
        String className = model.path("class_name").asText();
        JsonNode config = model.path("config");
        boolean isSequential = className.equals("Sequential") || config.isArray();
        if (!isSequential && !config.path("layers").isArray()) {
            problems.add(
                    Code.MODEL_CLASS,
                    "",
                    "the model is a " + (className.isEmpty() ? "object without a class" : className)
                            + ", whose configuration does not say how it is built",
                    "Build it as a functional model in Keras and save it again");
            return new ModelConfig(className, config.path("name").asText(), List.of(), List.of(), List.of());
        }
        return isSequential ? sequential(className, config, problems) : functional(className, config, problems);
    }

    private ModelConfig functional(String className, JsonNode config, Problems problems) {
        Set<String> names = new LinkedHashSet<>();
        config.path("layers").forEach(entry -> names.add(name(entry)));
        List<LayerConfig> layers = new ArrayList<>();
        for (JsonNode entry : config.path("layers")) {
            layers.add(layer(entry, name(entry), calls.calls(entry.path("inbound_nodes"), names, problems), problems));
        }
        List<TensorRef> inputs = calls.references(byKey(config.path("input_layers")), problems).stream()
                .map(input -> entry(input, layers))
                .toList();
        List<TensorRef> outputs = calls.references(byKey(config.path("output_layers")), problems);
        return fromZero(new ModelConfig(className, config.path("name").asText(), layers, inputs, outputs));
    }

    /**
     * Where the data enters. Keras 1 names the last layer that hands the very tensor on, such as a linear activation, in
     * place of the input before it.
     */
    private static TensorRef entry(TensorRef input, List<LayerConfig> layers) {
        return layers.stream()
                .filter(layer -> layer.name().equals(input.layer())
                        && !layer.calls().isEmpty()
                        && layer.calls().get(0).inputs().size() == 1)
                .map(layer -> entry(layer.calls().get(0).inputs().get(0), layers))
                .findFirst()
                .orElse(input);
    }

    private static String name(JsonNode entry) {
        return entry.path("name").asText(entry.path("config").path("name").asText());
    }

    /**
     * The values of dictionaries in the order of their sorted keys, which is the order of a model's inputs and outputs in
     * Keras (3: {@code tree.flatten}; 2: {@code nest.flatten}), whatever order the file writes them in.
     */
    private static JsonNode byKey(JsonNode structure) {
        if (!structure.isContainerNode()) {
            return structure;
        }
        ArrayNode ordered = JsonNodeFactory.instance.arrayNode();
        structure.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> ordered.add(byKey(entry.getValue())));
        if (structure.isArray()) {
            structure.forEach(item -> ordered.add(byKey(item)));
        }
        return ordered;
    }

    private ModelConfig sequential(String className, JsonNode config, Problems problems) {
        JsonNode entries = config.isArray() ? config : config.path("layers");
        List<LayerConfig> layers = new ArrayList<>();
        List<TensorRef> inputs = List.of();
        String last = "";
        for (JsonNode entry : entries) {
            String name =
                    entry.path("config").path("name").asText(entry.path("name").asText("layer_" + layers.size()));
            if (layers.isEmpty() && isMergeOfModels(entry)) {
                LegacyMerge merge = merge(entry, problems.at(name, "Merge"));
                inputs = merge.inputs();
                layers.addAll(merge.layers());
                layers.add(merge.merge(name, (ObjectNode) entry.path("config"), semantics));
                last = name;
                continue;
            }
            boolean isInput = entry.path("class_name").asText().equals("InputLayer");
            if (layers.isEmpty() && !isInput) {
                layers.add(input(name + "_input", inputShape(config, entry), entry.path("config")));
                last = layers.get(0).name();
            }
            List<Call> call = isInput ? List.of() : List.of(Call.on(new TensorRef(last, 0, 0)));
            layers.add(layer(entry, name, call, problems));
            last = name;
        }
        if (layers.isEmpty()) {
            problems.add(Code.CONFIG, "", "the Sequential model has no layers", "");
            return new ModelConfig(className, config.path("name").asText(), List.of(), List.of(), List.of());
        }
        if (inputs.isEmpty()) {
            inputs = List.of(new TensorRef(layers.get(0).name(), 0, 0));
        }
        return new ModelConfig(
                className, config.path("name").asText(), layers, inputs, List.of(new TensorRef(last, 0, 0)));
    }

    private static boolean isMergeOfModels(JsonNode entry) {
        JsonNode held = entry.path("config").path("layers");
        return entry.path("class_name").asText().equals("Merge") && held.isArray() && !held.isEmpty();
    }

    /** The models that a Merge at the beginning of a Sequential model holds. */
    private LegacyMerge merge(JsonNode entry, Problems problems) {
        LegacyMerge merge = new LegacyMerge(problems);
        for (JsonNode held : entry.path("config").path("layers")) {
            merge.add(model(held, problems));
        }
        return merge;
    }

    /** The shape of what enters a Sequential model: that of its first layer, however deep, or the one it was built with. */
    private static JsonNode inputShape(JsonNode config, JsonNode first) {
        JsonNode own = first.path("config");
        for (String name : List.of("batch_input_shape", "batch_shape", "build_input_shape")) {
            if (own.path(name).isArray()) {
                return own.path(name);
            }
        }
        if (config.path("build_input_shape").isArray()) {
            return config.path("build_input_shape");
        }
        JsonNode inner = own.isArray() ? own : own.path("layers");
        return inner.isArray() && !inner.isEmpty()
                ? inputShape(own, inner.get(0))
                : JsonNodeFactory.instance.nullNode();
    }

    private LayerConfig input(String name, JsonNode shape, JsonNode first) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        arguments.put("name", name);
        arguments.set("batch_shape", shape);
        if (first.path("input_dtype").isTextual()) {
            arguments.set("dtype", first.path("input_dtype"));
        }
        return new LayerConfig("InputLayer", "", name, arguments, semantics, List.of(), Optional.empty());
    }

    private LayerConfig layer(JsonNode entry, String name, List<Call> layerCalls, Problems problems) {
        String className = entry.path("class_name").asText();
        String module = calls.module(entry);
        JsonNode config = entry.path("config");
        Optional<ModelConfig> nested =
                isModel(className, config) ? Optional.of(model(entry, problems.at(name, className))) : Optional.empty();
        ObjectNode arguments = config instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        return new LayerConfig(className, module, name, arguments, semantics, layerCalls, nested);
    }

    static boolean isModel(String className, JsonNode config) {
        return MODELS.contains(className)
                && (config.isArray() || config.path("layers").isArray());
    }

    /**
     * Counts the calls of nested models from 0. Keras 2 counts a model's making of its own as call 0, so that the first
     * call from outside is 1; but not where a reference to call 0 shows that it did not. Keras 3 does so in the list of
     * outputs alone.
     */
    private ModelConfig fromZero(ModelConfig model) {
        Map<String, Integer> least = new HashMap<>();
        model.layers().forEach(layer -> layer.calls().forEach(call -> note(least, call.inputs())));
        Map<String, Integer> leastOutput = calls.firstCallOfModel() > 0 ? least : new HashMap<>();
        note(leastOutput, model.outputs());
        Map<String, Integer> shift = new HashMap<>();
        Map<String, Integer> outputShift = new HashMap<>();
        for (LayerConfig layer : model.layers()) {
            if (layer.model().isPresent()) {
                int first = calls.firstCallOfModel();
                int firstOutput = calls.firstOutputOfModel(layer.model().get());
                shift.put(layer.name(), least.getOrDefault(layer.name(), 0) >= first ? first : 0);
                outputShift.put(
                        layer.name(), leastOutput.getOrDefault(layer.name(), 0) >= firstOutput ? firstOutput : 0);
            }
        }
        List<LayerConfig> layers = model.layers().stream()
                .map(layer -> withCalls(
                        layer,
                        layer.calls().stream()
                                .map(call -> call.renumbered(ref -> shifted(ref, shift)))
                                .toList()))
                .toList();
        return new ModelConfig(
                model.className(), model.name(), layers, model.inputs(), shifted(model.outputs(), outputShift));
    }

    private static void note(Map<String, Integer> least, List<TensorRef> refs) {
        refs.forEach(ref -> least.merge(ref.layer(), ref.call(), Math::min));
    }

    private static List<TensorRef> shifted(List<TensorRef> refs, Map<String, Integer> shift) {
        return refs.stream().map(ref -> shifted(ref, shift)).toList();
    }

    private static TensorRef shifted(TensorRef ref, Map<String, Integer> shift) {
        return new TensorRef(ref.layer(), ref.call() - shift.getOrDefault(ref.layer(), 0), ref.output());
    }

    private static LayerConfig withCalls(LayerConfig layer, List<Call> calls) {
        return new LayerConfig(
                layer.className(),
                layer.module(),
                layer.name(),
                layer.arguments(),
                layer.semantics(),
                calls,
                layer.model());
    }
}
