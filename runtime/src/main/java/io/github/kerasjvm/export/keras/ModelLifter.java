package io.github.kerasjvm.export.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Argument;
import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.config.Call;
import io.github.kerasjvm.config.LayerConfig;
import io.github.kerasjvm.config.ModelConfig;
import io.github.kerasjvm.config.TensorRef;
import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.layer.lift.Keras3Objects;
import io.github.kerasjvm.layer.lift.LiftedOperation;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One model on its way to Keras 3: its layers in their order, its calls and its references. */
final class ModelLifter {

    private static final String INPUT = "InputLayer";
    private static final String SEQUENTIAL = "Sequential";

    private final Lifter whole;
    private final ModelConfig model;
    private final String prefix;
    private final String newPrefix;
    private final boolean isOfGraph;
    private final Map<String, String> names = new HashMap<>();
    private final Keras3Masks masks;

    /** For a model inside others; {@code isOfGraph} unless it is an argument of a layer. */
    ModelLifter(Lifter whole, ModelConfig model, String prefix, String newPrefix, boolean isOfGraph) {
        this.whole = whole;
        this.model = model;
        this.prefix = prefix;
        this.newPrefix = newPrefix;
        this.isOfGraph = isOfGraph;
        this.masks = new Keras3Masks(model, calls());
        Set<String> taken = new HashSet<>();
        model.layers().stream()
                .map(LayerConfig::name)
                .filter(name -> !name.contains("/"))
                .forEach(taken::add);
        for (LayerConfig layer : model.layers()) {
            names.put(
                    layer.name(), layer.name().contains("/") ? free(Lifter.plain(layer.name()), taken) : layer.name());
        }
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 1; !taken.add(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    ObjectNode said(String name, boolean isTrained) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("name", name);
        if (isChain()) {
            config.put("trainable", isTrained);
            config.set("dtype", Keras3Objects.policy(JsonNodeFactory.instance.missingNode()));
            ArrayNode list = config.putArray("layers");
            model.layers().forEach(layer -> entry(layer).ifPresent(list::add));
            return Keras3Objects.object("keras", SEQUENTIAL, config);
        }
        if (!isTrained) {
            config.put("trainable", false); // true would let all layers train, whatever they say themselves
        }
        ArrayNode list = config.putArray("layers");
        order().forEach(layer -> functionalEntry(layer).ifPresent(list::add));
        masks.nodes().forEach(list::add);
        config.set("input_layers", references(model.inputs()));
        config.set("output_layers", references(model.outputs()));
        return Keras3Objects.object("keras.src.models.functional", "Functional", config)
                .put("registered_name", "Functional");
    }

    /** Whether each layer takes what the one before gives, and nothing else. */
    private boolean isChain() {
        if (!model.className().equals(SEQUENTIAL)) {
            return false;
        }
        for (int i = 0; i < model.layers().size(); i++) {
            LayerConfig layer = model.layers().get(i);
            boolean isNext = i == 0
                    ? layer.className().equals(INPUT)
                    : layer.calls().size() == 1 && layer.calls().get(0).equals(Call.on(last(i - 1)));
            if (!isNext) {
                return false;
            }
        }
        return model.outputs().equals(List.of(last(model.layers().size() - 1)));
    }

    private TensorRef last(int layer) {
        return new TensorRef(model.layers().get(layer).name(), 0, 0);
    }

    /** The layers in the order that Keras 3 gives them. */
    private List<LayerConfig> order() {
        List<String> order = Keras3Order.of(model, false);
        requireOrder(order, Keras3Order.of(model, true));
        Map<String, LayerConfig> byName = new HashMap<>();
        model.layers().forEach(layer -> byName.put(layer.name(), layer));
        model.layers().stream().filter(layer -> !order.contains(layer.name())).forEach(layer -> whole.changes()
                .add(new Change(
                        prefix + layer.name(),
                        layer.className(),
                        Change.Kind.DROPPED,
                        "the layer, which no output needs")));
        return order.stream().map(byName::get).toList();
    }

    /** Refuses models in which masks decide how layers of one class are counted. */
    private void requireOrder(List<String> without, List<String> with) {
        Map<String, List<String>> first = byClass(without);
        byClass(with).forEach((className, names) -> {
            if (!names.equals(first.get(className))) {
                whole.problems()
                        .at(prefix + names.get(0), className)
                        .add(
                                Code.KERAS_3,
                                "",
                                "stands beside others of its class behind masks; how Keras 3 counts them is not known"
                                        + " here",
                                "");
            }
        });
    }

    private Map<String, List<String>> byClass(List<String> order) {
        Map<String, List<String>> byClass = new LinkedHashMap<>();
        for (String name : order) {
            model.layers().stream()
                    .filter(layer ->
                            layer.name().equals(name) && !layer.className().equals(INPUT))
                    .forEach(layer -> byClass.computeIfAbsent(layer.className(), key -> new ArrayList<>())
                            .add(name));
        }
        return byClass;
    }

    private Optional<ObjectNode> functionalEntry(LayerConfig layer) {
        Optional<Lifting.Operations> operations = whole.layers()
                .kind(layer.className())
                .flatMap(kind -> kind.lifting().operations());
        return operations.isPresent() ? operation(layer, operations.get()) : layerEntry(layer);
    }

    /** An operation of Keras 3 in place of one of TensorFlow; its settings are not those of its calls there. */
    private Optional<ObjectNode> operation(LayerConfig layer, Lifting.Operations operations) {
        String name = names.get(layer.name());
        String path = prefix + layer.name();
        List<LiftedOperation> said = layer.calls().stream()
                .flatMap(call -> operations.of(layer.arguments(), call.arguments()).stream())
                .toList();
        boolean isOne = said.size() == layer.calls().size()
                && said.stream().map(LiftedOperation::settings).distinct().count() == 1;
        if (!isOne) {
            return whole.layer(layer, path, name); // which refuses it
        }
        if (isOfGraph) {
            whole.paths().put(path, newPrefix + name);
        }
        LiftedOperation first = said.get(0);
        whole.changes()
                .add(new Change(
                        path,
                        layer.className(),
                        Change.Kind.REPLACED,
                        "tf." + layer.arguments().path("function").asText() + " by keras.ops." + first.className()));
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("name", name).setAll(first.settings());
        ObjectNode entry = Keras3Objects.object(first.module(), first.className(), config);
        entry.put("registered_name", first.className()).put("name", name);
        ArrayNode nodes = entry.putArray("inbound_nodes");
        for (int i = 0; i < said.size(); i++) {
            nodes.add(calls().of(layer.calls().get(i), said.get(i).call(), false));
        }
        return Optional.of(entry);
    }

    private Optional<ObjectNode> layerEntry(LayerConfig layer) {
        return entry(layer).map(entry -> {
            entry.put("name", names.get(layer.name()));
            ArrayNode nodes = entry.putArray("inbound_nodes");
            if (!layer.className().equals(INPUT)) {
                layer.calls().forEach(call -> nodes.add(call(layer, call)));
            }
            return entry;
        });
    }

    private Optional<ObjectNode> entry(LayerConfig layer) {
        String path = prefix + layer.name();
        String name = names.get(layer.name());
        if (isOfGraph) {
            whole.paths().put(path, newPrefix + name);
        }
        if (!name.equals(layer.name())) {
            whole.changes()
                    .add(new Change(
                            path, layer.className(), Change.Kind.RENAMED, "name " + layer.name() + " -> " + name));
        }
        requireElements(layer, path);
        if (layer.model().isPresent()) {
            return Optional.of(
                    new ModelLifter(whole, layer.model().get(), path + "/", newPrefix + name + "/", isOfGraph)
                            .said(name, Lifter.isTrained(layer.arguments())));
        }
        return layer.className().equals(INPUT) ? Optional.of(input(layer, name)) : whole.layer(layer, path, name);
    }

    /** Where more is cut off than there is, older generations give nothing; Keras 3 refuses that. */
    private void requireElements(LayerConfig layer, String path) {
        boolean isEmpty = isOfGraph
                && whole.shapes().getOrDefault(path, List.of()).stream()
                        .flatMap(List::stream)
                        .anyMatch(shape -> !shape.isUnknown() && shape.toList().contains(0));
        if (isEmpty) {
            whole.problems()
                    .at(path, layer.className())
                    .add(Code.KERAS_3, "", "gives arrays without elements, which Keras 3 refuses", "");
        }
    }

    private ObjectNode input(LayerConfig layer, String name) {
        JsonNode given = layer.arguments();
        JsonNode shape = given.has("batch_shape") ? given.get("batch_shape") : given.path("batch_input_shape");
        JsonNode type = given.has("dtype") ? given.get("dtype") : given.path("input_dtype");
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.set("batch_shape", shape);
        config.put("dtype", Keras3Objects.typeName(type));
        config.put("sparse", false).put("ragged", false).put("name", name);
        return Keras3Objects.object("keras.layers", INPUT, config);
    }

    private ObjectNode call(LayerConfig layer, Call call) {
        Arguments arguments = withoutTraining(layer, call.arguments());
        Arguments said = whole.layers()
                .kind(layer.className())
                .filter(kind -> layer.model().isEmpty())
                .map(kind -> kind.lifting().call(arguments))
                .orElse(arguments);
        ObjectNode node = calls().of(call, said, true);
        boolean hasStates = said.keywords().containsKey("initial_state")
                && said.keywords().get("initial_state").isTensors();
        if (hasStates && call.masks().isEmpty() && !said.keywords().containsKey("mask")) {
            masks.of(call.inputs().get(0)).ifPresent(mask -> ((ObjectNode) node.get("kwargs")).set("mask", mask));
        }
        return node;
    }

    /** What a call says of training holds in Keras 3 no more: what the model is called with takes its place. */
    private Arguments withoutTraining(LayerConfig layer, Arguments arguments) {
        Map<String, Argument> keywords = new LinkedHashMap<>(arguments.keywords());
        Argument training = keywords.remove("training");
        if (training != null && !training.isNothing()) {
            whole.changes()
                    .add(new Change(
                            prefix + layer.name(),
                            layer.className(),
                            Change.Kind.TRAINING,
                            "training=False of the call is passed over by Keras 3"));
        }
        return new Arguments(arguments.positional(), keywords);
    }

    private Keras3Calls calls() {
        return new Keras3Calls(names::get, this::shape);
    }

    private Shape shape(TensorRef ref) {
        List<List<Shape>> results =
                isOfGraph ? whole.shapes().getOrDefault(prefix + ref.layer(), List.of()) : List.of();
        boolean isThere = ref.call() < results.size()
                && ref.output() < results.get(ref.call()).size();
        return isThere ? results.get(ref.call()).get(ref.output()) : Shape.UNKNOWN;
    }

    /** One tensor stands alone; the calls of a functional model inside another are counted from 1 here. */
    private ArrayNode references(List<TensorRef> refs) {
        List<ArrayNode> said = refs.stream()
                .map(ref -> calls().reference(ref, isFunctional(ref.layer()) ? 1 : 0))
                .toList();
        return said.size() == 1
                ? said.get(0)
                : JsonNodeFactory.instance.arrayNode().addAll(said);
    }

    private boolean isFunctional(String name) {
        return model.layers().stream()
                .filter(layer -> layer.name().equals(name))
                .flatMap(layer -> layer.model().stream())
                .anyMatch(nested -> !new ModelLifter(whole, nested, "", "", false).isChain());
    }
}
