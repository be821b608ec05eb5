package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.read.RawModel.Container;
import io.github.kerasjvm.read.WeightSource.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where Keras puts things in an HDF5 file: whole models, weights alone, and the tree of newer weights files. */
final class KerasHdf5 {

    private static final String LAYER_NAMES = "layer_names";
    private static final String WEIGHT_NAMES = "weight_names";

    private final Source source;
    private final Hdf5Group root;

    private KerasHdf5(Hdf5File file) {
        this.source = file.source();
        this.root = file.root();
    }

    /** Reads what the file holds; the model owns the bytes. */
    static RawModel read(Source source, Bytes bytes, AutoCloseable resource) {
        return new KerasHdf5(Hdf5File.open(source, bytes)).model(resource);
    }

    private RawModel model(AutoCloseable resource) {
        Hdf5Attributes attributes = root.attributes();
        Optional<Hdf5Group> named = root.group("model_weights");
        Optional<String> config = attributes.text("model_config");
        config.ifPresent(text -> Json.requireSize(source, text.length()));
        Hdf5Group weights = named.orElse(root);
        boolean isGrouped = weights.attributes().texts(LAYER_NAMES).isPresent();
        Optional<WeightSource> found = Optional.empty();
        List<StoredArray> optimizer = List.of();
        if (isGrouped) {
            found = Optional.of(grouped(weights));
            optimizer = optimizerWeights();
        } else if (config.isEmpty()) {
            WeightTree tree = WeightTree.read(source, root);
            found = Optional.of(new WeightSource.Tree(tree.root()));
            optimizer = tree.optimizer();
        }
        return new RawModel(
                source.file(),
                Container.HDF5,
                config,
                attributes.text("training_config"),
                either(attributes, weights.attributes(), "keras_version"),
                either(attributes, weights.attributes(), "backend"),
                found,
                optimizer,
                resource);
    }

    private static String either(Hdf5Attributes first, Hdf5Attributes second, String name) {
        return first.text(name).or(() -> second.text(name)).orElse("");
    }

    private WeightSource grouped(Hdf5Group weights) {
        List<Problem> problems = new ArrayList<>();
        List<Group> groups = new ArrayList<>();
        for (String layer : weights.attributes().texts(LAYER_NAMES).orElseThrow()) {
            Optional<Hdf5Group> group = weights.group(layer);
            if (group.isEmpty()) {
                problems.add(missing(layer, "", "group " + Source.quoted(join(weights, layer))));
            } else {
                groups.add(new Group(layer, arrays(layer, group.get(), problems)));
            }
        }
        if (!problems.isEmpty()) {
            throw ImportException.of(source.file(), problems);
        }
        return new WeightSource.Grouped(groups);
    }

    private List<StoredArray> arrays(String layer, Hdf5Group group, List<Problem> problems) {
        List<StoredArray> arrays = new ArrayList<>();
        for (String name : group.attributes().texts(WEIGHT_NAMES).orElse(List.of())) {
            Optional<Hdf5Array> array = group.array(name, name);
            if (array.isPresent()) {
                arrays.add(array.get());
            } else {
                problems.add(missing(layer, name, "array " + Source.quoted(join(group, name))));
            }
        }
        return arrays;
    }

    private List<StoredArray> optimizerWeights() {
        Optional<Hdf5Group> group = root.group("optimizer_weights");
        if (group.isEmpty()) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        List<StoredArray> arrays = arrays("", group.get(), problems);
        if (!problems.isEmpty()) {
            throw ImportException.of(source.file(), problems);
        }
        return arrays;
    }

    private static String join(Hdf5Group group, String name) {
        return group.path().isEmpty() ? name : group.path() + "/" + name;
    }

    private static Problem missing(String layer, String weight, String what) {
        return new Problem(
                Code.WEIGHT_MISSING,
                layer,
                "",
                weight,
                "the file lists it, and " + what + " is not there",
                "Save the model again.");
    }
}
