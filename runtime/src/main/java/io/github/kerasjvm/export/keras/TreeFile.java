package io.github.kerasjvm.export.keras;

import io.github.kerasjvm.export.hdf5.Hdf5Group;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.read.WeightSource;
import java.util.List;
import java.util.function.Function;

/** The tree of {@code model.weights.h5} (keras/src/saving/saving_lib.py): objects with numbered variables. */
final class TreeFile {

    private static final String VARS = "vars";

    private final Hdf5Group root = new Hdf5Group();

    /** The same tree as in a file, with other arrays in it. */
    static TreeFile like(WeightSource.Tree tree, Function<StoredArray, NamedArray> arrays) {
        TreeFile file = new TreeFile();
        copy(tree.root(), file.root, arrays);
        return file;
    }

    private static void copy(WeightSource.Node node, Hdf5Group group, Function<StoredArray, NamedArray> arrays) {
        // Also for objects without variables: tf_keras opens the group of each.
        List<NamedArray> variables = node.variables().stream().map(arrays).toList();
        write(group.group(VARS), node.layerName(), variables);
        node.children().forEach((name, child) -> copy(child, group.group(name), arrays));
    }

    /** The variables of an object; Keras 3.6 and later note its name with them. */
    private static void write(Hdf5Group vars, String name, List<NamedArray> variables) {
        if (!name.isEmpty()) {
            vars.attribute("name", name);
        }
        variables.forEach(array -> vars.array(array.name(), array.type(), array.shape(), array.elements()));
    }

    /** Appends an object of the tree, below the root. */
    void object(String path, String name, List<NamedArray> variables) {
        write(root.group(path + "/" + VARS), name, numbered(variables));
    }

    private static List<NamedArray> numbered(List<NamedArray> arrays) {
        return java.util.stream.IntStream.range(0, arrays.size())
                .mapToObj(i -> arrays.get(i).named(Integer.toString(i)))
                .toList();
    }

    /** Gives the tree the state of an optimizer; one that starts anew has an object, too. */
    void optimizer(TrainingState state) {
        if (state.config().isPresent()) {
            object("optimizer", "", state.optimizer());
        }
    }

    Hdf5Group finish() {
        return root;
    }
}
