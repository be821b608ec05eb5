package io.github.kerasjvm.export.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Dialect;
import io.github.kerasjvm.config.LayerConfig;
import io.github.kerasjvm.config.ModelConfig;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.config.Semantics;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layers;
import io.github.kerasjvm.layer.Words;
import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.layer.lift.Keras3Objects;
import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says the architecture of an older generation in the words of Keras 3. What a layer's arguments become, its kind knows; here
 * is what surrounds layers: models at any depth, calls, names, and the order that Keras 3 gives the layers.
 */
final class Lifter {

    private final Origin origin;
    private final Layers layers;
    private final Map<String, List<List<Shape>>> shapes;
    private final Problems problems = Problems.none();
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, String> paths = new LinkedHashMap<>();

    /** For a model of a file, whose layers give results of these shapes by call. */
    Lifter(Origin origin, Layers layers, Map<String, List<List<Shape>>> shapes) {
        this.origin = origin;
        this.layers = layers;
        this.shapes = shapes;
    }

    /** What was said in other words, so far. */
    List<Change> changes() {
        return changes;
    }

    /** What Keras 3 has no words for, so far. */
    Problems problems() {
        return problems;
    }

    /** The kinds of layers. */
    Layers layers() {
        return layers;
    }

    /** The shapes of what the layers of the file give, by call. */
    Map<String, List<List<Shape>>> shapes() {
        return shapes;
    }

    /** The paths of layers in Keras 3 by those in the file. */
    Map<String, String> paths() {
        return paths;
    }

    /** The whole model. */
    ObjectNode model(ModelConfig model) {
        String name = model.name().isEmpty() ? Words.snakeCase(model.className()) : model.name();
        return new ModelLifter(this, model, "", "", true).said(plain(name), true);
    }

    /** Keras 3 takes no slash in a name (keras/src/ops/operation.py). */
    static String plain(String name) {
        return name.replace('/', '_');
    }

    /** A layer, or a model, that is an argument of another layer. */
    private Optional<ObjectNode> argument(JsonNode entry, String path) {
        Dialect dialect = Dialect.of(origin);
        JsonNode config = entry.path("config");
        String className = entry.path("class_name").asText();
        String name = config.path("name").asText(Words.snakeCase(className));
        String own = path + "/" + name;
        if (dialect.isModel(entry)) {
            ModelConfig model = dialect.read(entry, problems.at(own, className));
            return Optional.of(new ModelLifter(this, model, own + "/", "", false).said(plain(name), isTrained(config)));
        }
        if (!(config instanceof ObjectNode arguments)) {
            problems.at(own, className).add(Code.KERAS_3, "", "is " + entry + ", expected a layer", "");
            return Optional.empty();
        }
        LayerConfig layer =
                new LayerConfig(className, "", name, arguments, Semantics.of(origin), List.of(), Optional.empty());
        return layer(layer, own, plain(name));
    }

    static boolean isTrained(JsonNode config) {
        return config.path("trainable").asBoolean(true);
    }

    /** A layer; empty if it is refused. */
    Optional<ObjectNode> layer(LayerConfig layer, String path, String name) {
        Problems here = problems.at(path, layer.className());
        Optional<Kind<?>> kind = layers.kind(layer.className());
        if (kind.isEmpty()) {
            here.add(Code.KERAS_3, "", "is a layer that is not known here", "");
            return Optional.empty();
        }
        Lifted.Place place =
                new Lifted.Place(path, layer.className(), here, changes::add, entry -> argument(entry, path));
        Lifted lifted = new Lifted(origin, layer.arguments(), kind.get().className(), place);
        lifted.config().put("name", name);
        int before = changes.size();
        kind.get().lift(lifted);
        boolean isTold = changes.subList(before, changes.size()).stream()
                .anyMatch(change ->
                        change.kind() == Change.Kind.REPLACED && change.text().endsWith(lifted.className()));
        if (!isTold && !lifted.className().equals(layer.className().replaceFirst("^.*>", ""))) {
            lifted.change(Change.Kind.RENAMED, layer.className() + " -> " + lifted.className());
        }
        return Optional.of(Keras3Objects.object("keras.layers", lifted.className(), lifted.config()));
    }
}
