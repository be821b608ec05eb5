package io.github.kerasjvm.model;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.config.LayerPlaces;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.StandardActivation;
import io.github.kerasjvm.layer.activation.SoftmaxLayer;
import io.github.kerasjvm.layer.convolutional.Conv1D;
import io.github.kerasjvm.layer.convolutional.Conv2D;
import io.github.kerasjvm.layer.convolutional.Conv3D;
import io.github.kerasjvm.layer.convolutional.ConvolutionArgs;
import io.github.kerasjvm.layer.core.ActivationLayer;
import io.github.kerasjvm.layer.core.Dense;
import io.github.kerasjvm.layer.recurrent.TimeDistributed;
import io.github.kerasjvm.layer.reshaping.Reshape;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.read.JsonText;
import io.github.kerasjvm.read.Limits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes the text of an architecture so that its head has other units, and leaves every other word. */
final class HeadText {

    private static final String ACTIVATION = "activation";
    private static final String CONFIG = "config";
    private static final String TRAINABLE = "trainable";

    private final String file;
    private final JsonNode root;
    private final Map<String, JsonPointer> places;
    private final List<String> changes = new ArrayList<>();
    private JsonText text;

    /**
     * Begins with a text.
     *
     * @param file the file, for messages
     * @param config its architecture as JSON text
     * @param root the same, parsed
     * @param limits how long and how deep it may be
     */
    HeadText(String file, String config, JsonNode root, Limits limits) {
        this.file = file;
        this.root = root;
        this.places = LayerPlaces.of(root);
        this.text = JsonText.of(config, limits);
    }

    /** What was changed besides the units. */
    List<String> changes() {
        return changes;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /**
     * Gives a head other units.
     *
     * @param ways how it leads to outputs
     * @param wanted what is asked for
     * @return how many units it had
     */
    int replace(List<HeadFinder.Way> ways, NewHead wanted) {
        ModelLayer head = ways.get(0).head();
        Layer layer = head.layer().orElseThrow();
        JsonPointer config = config(head);
        if (layer instanceof TimeDistributed each) {
            config = config.appendProperty("layer").appendProperty(CONFIG);
            layer = each.inner();
        }
        int before = units(head, layer);
        put(head, config, names(layer), Integer.toString(wanted.units()));
        Set<ModelLayer> behind = new LinkedHashSet<>();
        ways.forEach(way -> behind.addAll(way.behind()));
        for (ModelLayer later : behind) {
            if (later.layer().orElseThrow() instanceof Reshape reshape) {
                reshape(later, reshape, before, wanted.units());
            }
        }
        requireTwo(head, layer, List.copyOf(behind), wanted);
        if (wanted.activation().isPresent()) {
            activation(head, config, List.copyOf(behind), wanted.activation().get());
        }
        return before;
    }

    /** A softmax of one unit is always 1. */
    private void requireTwo(ModelLayer head, Layer layer, List<ModelLayer> behind, NewHead wanted) {
        boolean endsInSoftmax = wanted.activation().isPresent()
                ? wanted.activation().get().equals("softmax")
                : isSoftmax(layer)
                        || behind.stream()
                                .anyMatch(later -> isSoftmax(later.layer().orElseThrow()));
        if (wanted.units() == 1 && endsInSoftmax) {
            throw refused(
                    head,
                    "ends in softmax, which is always 1 for one unit",
                    "Take 2 classes, or give --head-activation sigmoid --loss binary_crossentropy");
        }
    }

    private static boolean isSoftmax(Layer layer) {
        return layer instanceof SoftmaxLayer
                || layer instanceof ActivationLayer last && last.activation() == StandardActivation.SOFTMAX
                || layer instanceof Dense dense && dense.activation() == StandardActivation.SOFTMAX
                || convolution(layer).stream().anyMatch(of -> of.activation() == StandardActivation.SOFTMAX);
    }

    private int units(ModelLayer head, Layer layer) {
        if (layer instanceof Dense dense) {
            return dense.units();
        }
        Optional<ConvolutionArgs> convolution = convolution(layer);
        if (convolution.stream().anyMatch(of -> of.kernelSize().stream().allMatch(size -> size == 1))) {
            return convolution.get().filters();
        }
        throw refused(
                head,
                "is the last layer with weights; a new head takes the place of a Dense, or of a convolution with a kernel"
                        + " of size 1",
                "Name the layer of the head, if it is another: --head LAYER");
    }

    private static Optional<ConvolutionArgs> convolution(Layer layer) {
        if (layer instanceof Conv1D conv) {
            return Optional.of(conv.of());
        }
        if (layer instanceof Conv2D conv) {
            return Optional.of(conv.of());
        }
        return layer instanceof Conv3D conv ? Optional.of(conv.of()) : Optional.empty();
    }

    private static List<String> names(Layer layer) {
        return layer instanceof Dense ? List.of("units", "output_dim") : List.of("filters", "nb_filter");
    }

    /** A layer that says the number of classes once more. */
    private void reshape(ModelLayer layer, Reshape reshape, int before, int units) {
        List<Integer> target = new ArrayList<>(reshape.target());
        if (target.contains(before) && target.stream().allMatch(size -> size == 1 || size == before)) {
            target.replaceAll(size -> size == before ? units : size);
            put(layer, config(layer), List.of("target_shape"), target.toString());
            changes.add(layer.path() + " (Reshape) gives " + target);
        }
    }

    private void activation(ModelLayer head, JsonPointer config, List<ModelLayer> behind, String name) {
        Optional<ModelLayer> own = behind.stream()
                .filter(layer -> layer.layer().orElseThrow() instanceof ActivationLayer)
                .findFirst();
        ModelLayer layer = own.orElse(head);
        JsonPointer place = own.map(this::config).orElse(config);
        boolean isApart = own.isEmpty()
                && behind.stream().anyMatch(later -> later.className().equals("Softmax"));
        if (isApart) {
            throw refused(head, "is followed by a layer of its own for softmax; its activation cannot be another", "");
        }
        put(layer, place, List.of(ACTIVATION), "\"" + name + "\"");
        changes.add(layer.path() + " (" + layer.className() + ") ends in " + name);
    }

    /** Sets {@code trainable} of every layer but the head, and the models that hold it, to false. */
    void freezeBase(ModelLayer head) {
        int frozen = 0;
        for (Map.Entry<String, JsonPointer> place : places.entrySet()) {
            JsonPointer config = place.getValue().appendProperty(CONFIG);
            boolean holdsHead = (head.path() + "/").startsWith(place.getKey() + "/");
            boolean isInput =
                    root.at(place.getValue()).path("class_name").asText().equals("InputLayer");
            boolean isModel =
                    root.at(config).path("layers").isArray() || root.at(config).isArray();
            if (!holdsHead && !isInput && (!isModel || root.at(config).has(TRAINABLE))) {
                freeze(config);
                frozen += isModel ? 0 : 1;
            }
        }
        changes.add(frozen + (frozen == 1 ? " other layer is frozen" : " other layers are frozen"));
    }

    /** Of a wrapper, what it wraps as well: in Keras 1 only that counts. */
    private void freeze(JsonPointer config) {
        text = text.with(config.appendProperty(TRAINABLE), "false");
        JsonPointer wrapped = config.appendProperty("layer").appendProperty(CONFIG);
        if (root.at(wrapped).has(TRAINABLE)) {
            freeze(wrapped);
        }
    }

    /** Brings the shapes that Keras notes with layers to what they are now. */
    void shapes(ModelGraph graph, ShapeInference before, ShapeInference now) {
        NotedShapes.of(root, places, graph, before, now).forEach((place, shape) -> text = text.with(place, shape));
    }

    private JsonPointer config(ModelLayer layer) {
        JsonPointer place = places.get(layer.path());
        if (place == null) {
            throw refused(layer, "has no name in the file, and cannot be changed there", "");
        }
        return place.appendProperty(CONFIG);
    }

    private void put(ModelLayer layer, JsonPointer config, List<String> names, String value) {
        String name = names.stream()
                .filter(root.at(config)::has)
                .findFirst()
                .orElseThrow(() -> refused(layer, "does not say its " + names.get(0), ""));
        text = text.with(config.appendProperty(name), value);
    }

    private ImportException refused(ModelLayer layer, String message, String advice) {
        return ImportException.of(
                file, List.of(new Problem(Code.TRAINING, layer.path(), layer.className(), "", message, advice)));
    }
}
