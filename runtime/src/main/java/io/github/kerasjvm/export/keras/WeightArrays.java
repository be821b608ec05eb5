package io.github.kerasjvm.export.keras;

import io.github.kerasjvm.export.hdf5.Elements;
import io.github.kerasjvm.export.hdf5.Hdf5Type;
import io.github.kerasjvm.model.BoundWeight;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.OpenModel;
import io.github.kerasjvm.model.StoredForm;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arrays of an open file with the weights of a model in them. What the model has as the file has it is taken from the
 * file, whatever its type; a weight that is another is brought to the file's form.
 */
final class WeightArrays {

    private final KerasModel model;
    private final Map<StoredArray, BoundWeight> bound = new IdentityHashMap<>();
    private final Map<String, BoundWeight> byName = new HashMap<>();

    WeightArrays(KerasModel model, OpenModel source) {
        this.model = model;
        for (BoundWeight weight : source.weights()) {
            bound.put(weight.array(), weight);
            byName.put(weight.name(), weight);
        }
    }

    /** A weight of the model as it is to be written. */
    NamedArray of(String weight) {
        return of(byName.get(weight).array());
    }

    /** The arrays of a group as they are to be written: those with a place in its order, the others behind them. */
    List<NamedArray> inOrder(List<StoredArray> group, Map<String, Integer> places) {
        return group.stream()
                .sorted(Comparator.comparing(array -> Optional.ofNullable(bound.get(array))
                        .map(weight -> places.get(weight.name()))
                        .orElse(Integer.MAX_VALUE)))
                .map(this::of)
                .toList();
    }

    /** An array of the file as it is to be written. */
    NamedArray of(StoredArray array) {
        BoundWeight weight = bound.get(array);
        if (weight == null) {
            return repeated(array).map(copy -> of(copy).named(array.name())).orElseGet(() -> NamedArray.of(array));
        }
        Tensor value = model.weights().get(weight.name());
        boolean isPlain = array.type().equals(Hdf5Type.FLOAT32.label());
        if (!isPlain && isAsStored(weight, value)) {
            return NamedArray.of(array);
        }
        // A type of fewer bits would round what was trained; Keras casts float32 to the variable's own type.
        Hdf5Type type = array.type().equals(Hdf5Type.FLOAT64.label()) ? Hdf5Type.FLOAT64 : Hdf5Type.FLOAT32;
        return new NamedArray(array.name(), type, array.shape(), (as, out) -> Elements.of(elements(weight, value))
                .writeTo(as, out));
    }

    /** The weight of which an array is a second copy, in the object of a layer around the one that it belongs to. */
    private Optional<StoredArray> repeated(StoredArray array) {
        return bound.values().stream()
                .filter(weight -> weight.layer().layer().stream()
                        .anyMatch(layer -> !layer.repeatedVariables().isEmpty()))
                .filter(weight -> weight.array().shape().equals(array.shape()))
                .filter(weight -> weight.array().path().startsWith(array.path().replaceFirst("vars/\\d+$", "")))
                .map(BoundWeight::array)
                .filter(other -> StoredForm.isSame(other.readFloats(), array.readFloats()))
                .findFirst();
    }

    private static boolean isAsStored(BoundWeight weight, Tensor value) {
        return StoredForm.isSame(weight.read().toArray(), value.toArray());
    }

    private static float[] elements(BoundWeight weight, Tensor value) {
        float[] stored = weight.array().readFloats();
        float[] used = value.toArray();
        if (StoredForm.isSame(weight.form().restore().apply(stored.clone()), used)) {
            return stored;
        }
        return StoredForm.of(weight.form(), used)
                .orElseThrow(() -> new KerasWriteException(weight.name() + ": array \""
                        + weight.array().path() + "\" does not store the weight as the layer uses it; "
                        + "the file cannot hold a trained one"));
    }
}
