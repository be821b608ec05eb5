package io.github.kerasjvm.layer;

import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrays of Keras 1 that are the same along some axes, which its files do not name ({@code get_config} of keras-1.2.2
 * layers/advanced_activations.py): sizes of 1 in the array tell them.
 */
public final class UntoldAxes {

    private UntoldAxes() {}

    /**
     * The same array, stored whole or with a size of 1 along any of its axes.
     *
     * @param spec the whole array
     * @return the specification
     */
    public static WeightSpec of(WeightSpec spec) {
        Shape whole = spec.shape();
        List<WeightSpec.Form> forms = new ArrayList<>(spec.forms());
        for (int axes = 1; axes < 1 << whole.rank(); axes++) {
            Shape stored = whole;
            for (int axis = 0; axis < whole.rank(); axis++) {
                stored = (axes >> axis & 1) == 1 ? stored.with(axis, 1) : stored;
            }
            Shape shape = stored;
            forms.add(new WeightSpec.Form(shape, values -> spread(values, shape, whole)));
        }
        return spec.storedAs(forms.toArray(WeightSpec.Form[]::new));
    }

    private static float[] spread(float[] values, Shape stored, Shape whole) {
        float[] spread = new float[Math.toIntExact(whole.elements())];
        for (int i = 0; i < spread.length; i++) {
            spread[i] = values[place(i, stored, whole)];
        }
        return spread;
    }

    /** Where the element for a place in the whole array is stored. */
    private static int place(int index, Shape stored, Shape whole) {
        int place = 0;
        int stride = 1;
        int left = index;
        for (int axis = whole.rank() - 1; axis >= 0; axis--) {
            place += stored.size(axis) == 1 ? 0 : left % whole.size(axis) * stride;
            stride *= stored.size(axis);
            left /= whole.size(axis);
        }
        return place;
    }
}
