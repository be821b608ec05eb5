package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where Keras puts things in HDF5: whole models, weights by layer, and weights as a tree of objects. */
final class Hdf5Model {

    private static final String OLDER_LAYERS = "_layer_checkpoint_dependencies";

    private Hdf5Model() {}

    static RawModel read(String name, Hdf5File file) {
        try {
            Hdf5Group root = file.root();
            Optional<String> config =
                    root.text("model_config").map(text -> Architecture.find(name, text, file.limits()));
            return new RawModel(
                    name,
                    RawModel.Container.HDF5,
                    config,
                    root.text("training_config"),
                    root.text("keras_version").orElse(""),
                    root.text("backend").orElse(""),
                    weights(file, root, config.isPresent()),
                    optimizer(root),
                    file);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Optional<WeightSource> weights(Hdf5File file, Hdf5Group root, boolean hasConfig) {
        Optional<Hdf5Group> inside = root.group("model_weights");
        if (inside.isPresent()) {
            return Optional.of(grouped(file, inside.get()));
        }
        if (root.texts("layer_names").isPresent()) {
            return Optional.of(grouped(file, root));
        }
        List<String> names = root.names();
        if (names.contains("layers") || names.contains(OLDER_LAYERS)) {
            return Optional.of(tree(root));
        }
        if (hasConfig) {
            return Optional.empty();
        }
        throw file.failure(
                Code.NOT_A_MODEL,
                "an HDF5 file without a Keras model in it"
                        + (names.isEmpty()
                                ? ""
                                : "; it holds: " + String.join(", ", names.subList(0, Math.min(8, names.size())))),
                "Save the model with model.save()");
    }

    private static WeightSource grouped(Hdf5File file, Hdf5Group weights) {
        List<String> layers = weights.texts("layer_names")
                .orElseThrow(() -> file.failure(
                        Code.DAMAGED, "the group " + weights.path() + " lacks its attribute layer_names", ""));
        List<WeightSource.Group> groups = new ArrayList<>();
        for (String layer : layers) {
            List<StoredArray> arrays = weights.group(layer)
                    .map(group -> arrays(group, group.texts("weight_names").orElse(List.of())))
                    .orElse(List.of());
            groups.add(new WeightSource.Group(layer, arrays));
        }
        return new WeightSource.Grouped(groups);
    }

    private static List<StoredArray> arrays(Hdf5Group group, List<String> names) {
        return names.stream().flatMap(name -> group.array(name).stream()).toList();
    }

    static WeightSource tree(Hdf5Group root) {
        return new WeightSource.Tree(node(root));
    }

    private static WeightSource.Node node(Hdf5Group group) {
        Map<String, WeightSource.Node> children = new LinkedHashMap<>();
        List<StoredArray> variables = List.of();
        String layerName = "";
        for (String name : group.names()) {
            boolean isState = group.path().isEmpty() && (name.equals("optimizer") || name.equals("metrics"));
            Optional<Hdf5Group> child = isState ? Optional.empty() : group.group(name);
            if (child.isPresent() && name.equals("vars")) {
                variables = variables(child.get());
                layerName = child.get().text("name").orElse("");
            } else if (child.isPresent()) {
                children.put(name, node(child.get()));
            }
        }
        return new WeightSource.Node(group.path(), layerName, variables, children);
    }

    /** {@code 0, 1, …, 10, 11}: HDF5 lists 10 before 2. */
    static List<StoredArray> variables(Hdf5Group vars) {
        return vars.names().stream()
                .filter(name -> name.matches("\\d{1,9}"))
                .sorted(Comparator.comparingInt(Integer::parseInt))
                .flatMap(name -> vars.array(name).stream())
                .toList();
    }

    /** The optimizer's state, in the order that the file gives it. */
    static List<StoredArray> optimizer(Hdf5Group root) {
        Optional<Hdf5Group> named = root.group("optimizer_weights");
        if (named.isPresent()) {
            return arrays(named.get(), named.get().texts("weight_names").orElse(List.of()));
        }
        return root.group("optimizer")
                .flatMap(group -> group.group("vars"))
                .map(Hdf5Model::variables)
                .orElse(List.of());
    }
}
