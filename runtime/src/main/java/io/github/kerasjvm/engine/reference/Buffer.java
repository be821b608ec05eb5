package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.tensor.Tensor;

/**
 * Numbers in row-major order, in one of two precisions. It may be longer than the array that it holds. Routines read
 * and write doubles, so each of them is written once.
 */
sealed interface Buffer permits Floats, Doubles {

    double get(int index);

    /** Stores a number, rounded to the precision. */
    void set(int index, double value);

    /** Copies the elements of a tensor to the front. */
    void load(Tensor tensor);

    void fill(int from, int count, double value);

    /** Copies {@code count} elements of another buffer, {@code step} apart, to places in a row from {@code to} on. */
    void gather(Buffer source, int at, int step, int to, int count);

    /** Copies {@code count} elements in a row of another buffer to places {@code step} apart from {@code at} on. */
    default void scatter(Buffer source, int from, int at, int step, int count) {
        for (int i = 0; i < count; i++) {
            set(at + i * step, source.get(from + i));
        }
    }

    /** Adds {@code count} elements in a row of another buffer to places {@code step} apart from {@code at} on. */
    default void scatterAdd(Buffer source, int from, int at, int step, int count) {
        for (int i = 0; i < count; i++) {
            int place = at + i * step;
            set(place, get(place) + source.get(from + i));
        }
    }
}
