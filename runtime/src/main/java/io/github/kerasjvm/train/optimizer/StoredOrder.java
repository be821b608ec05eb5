package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * How the file has the elements of a weight in another order than they are used in: Theano's kernels lie the other way
 * round. The state of the optimizer and the axes of constraints follow the file. Immutable.
 */
public final class StoredOrder {

    private static final int HALF = 12;

    private final Shape stored;
    private final int[] places;

    private StoredOrder(Shape stored, int[] places) {
        this.stored = stored;
        this.places = places;
    }

    /**
     * The order of a weight.
     *
     * @param form how the file stores it
     * @return the order; empty if the file's elements are not the weight's in some order, but a part or a sum of them
     */
    public static Optional<StoredOrder> of(WeightSpec.Form form) {
        int count = Math.toIntExact(form.shape().elements());
        // Float32 tells whole numbers apart up to 2^24 only: the place of an element travels in two parts.
        float[] low = new float[count];
        float[] high = new float[count];
        for (int i = 0; i < count; i++) {
            low[i] = i & (1 << HALF) - 1;
            high[i] = i >>> HALF;
        }
        float[] lowUsed = form.restore().apply(low);
        float[] highUsed = form.restore().apply(high);
        if (lowUsed.length != count) {
            return Optional.empty();
        }
        int[] places = new int[count];
        boolean[] seen = new boolean[count];
        for (int i = 0; i < count; i++) {
            int place = ((int) highUsed[i] << HALF) + (int) lowUsed[i];
            if (place < 0 || place >= count || seen[place]) {
                return Optional.empty();
            }
            seen[place] = true;
            places[i] = place;
        }
        return Optional.of(new StoredOrder(form.shape(), places));
    }

    /**
     * The shape in the file.
     *
     * @return the shape
     */
    public Shape shape() {
        return stored;
    }

    /**
     * Brings elements from the file's order to the order of use.
     *
     * @param values in the file's order
     * @return in the order of use
     */
    float[] used(float[] values) {
        float[] used = new float[places.length];
        for (int i = 0; i < used.length; i++) {
            used[i] = values[places[i]];
        }
        return used;
    }

    /**
     * Brings a weight from the order of use to the form of the file.
     *
     * @param used in the order of use
     * @return in the file's order and shape
     */
    public Tensor stored(Tensor used) {
        return Tensor.owning(stored, stored(used.toArray()));
    }

    /**
     * Brings elements from the order of use to the file's order.
     *
     * @param values in the order of use
     * @return in the file's order
     */
    float[] stored(float[] values) {
        float[] result = new float[places.length];
        for (int i = 0; i < result.length; i++) {
            result[places[i]] = values[i];
        }
        return result;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredOrder o && o.stored.equals(stored) && Arrays.equals(o.places, places);
    }

    @Override
    public int hashCode() {
        return 31 * stored.hashCode() + Arrays.hashCode(places);
    }

    @Override
    public String toString() {
        return "stored as " + stored;
    }
}
