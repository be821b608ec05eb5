package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.WeightSpec;
import java.util.Optional;

/** The way from a weight as it is used back to the form in which a file stores it. */
public final class StoredForm {

    private StoredForm() {}

    /**
     * The elements as a file stores them. A form only moves elements, so moving their numbers shows where each belongs.
     *
     * @param form how the file stores the weight
     * @param used the elements in the order in which they are used; not changed
     * @return the elements in the order of the file, zero where the layer uses none; empty if the form is no moving of
     *     elements, as the two biases of an LSTM of cuDNN, of which only the sum is used
     */
    public static Optional<float[]> of(WeightSpec.Form form, float[] used) {
        int size = Math.toIntExact(form.shape().elements());
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            // Counted from 1 in the bits of a float: every number exact, and 0 stays for what is not stored.
            numbers[i] = Float.intBitsToFloat(i + 1);
        }
        float[] moved = form.restore().apply(numbers);
        float[] stored = new float[size];
        for (int i = 0; i < moved.length; i++) {
            int place = Float.floatToRawIntBits(moved[i]) - 1;
            if (place >= 0 && place < size) {
                stored[place] = used[i];
            }
        }
        return isSame(form.restore().apply(stored.clone()), used) ? Optional.of(stored) : Optional.empty();
    }

    /**
     * Whether two arrays are the same.
     *
     * @param a an array
     * @param b another
     * @return true if all bits are
     */
    public static boolean isSame(float[] a, float[] b) {
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (Float.floatToRawIntBits(a[i]) != Float.floatToRawIntBits(b[i])) {
                return false;
            }
        }
        return true;
    }
}
