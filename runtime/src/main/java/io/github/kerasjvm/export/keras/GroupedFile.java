package io.github.kerasjvm.export.keras;

import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.export.hdf5.Hdf5Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A whole model as HDF5 (keras/engine/saving.py {@code save_model_to_hdf5}, keras/src/legacy/saving/legacy_h5_format.py).
 */
final class GroupedFile {

    private static final String WEIGHT_NAMES = "weight_names";

    private final Hdf5Group root = new Hdf5Group();
    private final Hdf5Group weights = root.group("model_weights");
    private final List<String> layers = new ArrayList<>();

    /** A file without layers, and what it says of who wrote it. */
    GroupedFile(Writing writing) {
        version(root, writing);
        root.attribute("model_config", writing.config());
        writing.trainingConfig().ifPresent(text -> root.attribute("training_config", text));
        if (writing.generation() != Generation.KERAS_1) {
            version(weights, writing);
        }
        if (hasTopLevel(writing)) {
            weights.group("top_level_model_weights").attribute(WEIGHT_NAMES, List.of());
        }
    }

    private static void version(Hdf5Group group, Writing writing) {
        if (!writing.version().isEmpty()) {
            group.attribute("keras_version", writing.version());
        }
        // Keras 1 notes no backend; that tells its files from others.
        if (writing.generation() != Generation.KERAS_1 && !writing.backend().isEmpty()) {
            group.attribute("backend", writing.backend());
        }
    }

    /** Weights of the model itself, written since tf.keras 2.6 (hdf5_format.py); nobody has any. */
    private static boolean hasTopLevel(Writing writing) {
        Set<String> before = Set.of("2.0", "2.1", "2.2", "2.3", "2.4", "2.5");
        String[] parts = writing.version().split("\\.");
        boolean isOld = parts.length < 2 || before.contains(parts[0] + "." + parts[1]);
        return writing.generation() == Generation.KERAS_3 || writing.generation() == Generation.KERAS_2 && !isOld;
    }

    /** Appends a layer; one without weights, too, is in the list. */
    void layer(String name, List<NamedArray> arrays) {
        layers.add(name);
        write(weights.group(name), arrays);
    }

    /** Gives the file the state of an optimizer. */
    void optimizer(List<NamedArray> arrays) {
        if (!arrays.isEmpty()) {
            write(root.group("optimizer_weights"), arrays);
        }
    }

    private static void write(Hdf5Group group, List<NamedArray> arrays) {
        NameList.write(
                group, WEIGHT_NAMES, arrays.stream().map(NamedArray::name).toList());
        arrays.forEach(array -> group.array(array.name(), array.type(), array.shape(), array.elements()));
    }

    /** The root of the file, with the list of its layers. */
    Hdf5Group finish() {
        NameList.write(weights, "layer_names", layers);
        return root;
    }
}
