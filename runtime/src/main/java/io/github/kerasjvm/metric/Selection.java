package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Tensor;
import java.util.OptionalInt;

/**
 * Which elements of a position count.
 *
 * @param topK how many of the largest may be positive; empty for all
 * @param classId the only class that counts; empty for all
 */
public record Selection(OptionalInt topK, OptionalInt classId) {

    private static final float NONE = -1e10f;

    /** All of them. */
    public static final Selection ALL = new Selection(OptionalInt.empty(), OptionalInt.empty());

    boolean takes(int place) {
        return classId.isEmpty() || classId.getAsInt() == place;
    }

    /** The prediction at a place, or one below every threshold if it is not among the top k. */
    float seen(Tensor predictions, int index, int width) {
        return topK.isEmpty() || rank(predictions, index, width) < topK.getAsInt() ? predictions.get(index) : NONE;
    }

    /** How many elements of the position come before this one; of equal ones the first does. */
    private static int rank(Tensor predictions, int index, int width) {
        int from = index - index % width;
        float own = predictions.get(index);
        int before = 0;
        for (int i = from; i < from + width; i++) {
            float other = predictions.get(i);
            before += other > own || other == own && i < index ? 1 : 0;
        }
        return before;
    }
}
