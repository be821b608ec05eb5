package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** An order of features: place {@code i} holds the feature that Keras has at place {@code keras(i)}. Immutable. */
final class Permutation {

    private final int[] places;

    private Permutation(int[] places) {
        this.places = places;
    }

    /**
     * The order in which DL4J flattens a channels-first array, which Keras flattens channels last.
     *
     * @param in the shape of the array, {@code [batch, channels, spatial…]}
     * @return the order; empty if it is that of Keras
     */
    static Optional<Permutation> ofFlatten(Shape in) {
        int channels = in.size(1);
        int positions = Math.toIntExact(in.elementsFrom(2));
        int[] places = new int[channels * positions];
        for (int c = 0; c < channels; c++) {
            for (int p = 0; p < positions; p++) {
                places[c * positions + p] = p * channels + c;
            }
        }
        boolean isPlain =
                Arrays.equals(places, IntStream.range(0, places.length).toArray());
        return isPlain ? Optional.empty() : Optional.of(new Permutation(places));
    }

    /** Brings the rows of an array, or the elements of a vector, from Keras's order into this one. */
    Tensor apply(Tensor rows) {
        int size = Math.toIntExact(rows.shape().elementsFrom(1));
        float[] result = new float[rows.elements()];
        for (int i = 0; i < places.length; i++) {
            rows.copyTo(places[i] * size, result, i * size, size);
        }
        return Tensor.owning(rows.shape(), result);
    }
}
