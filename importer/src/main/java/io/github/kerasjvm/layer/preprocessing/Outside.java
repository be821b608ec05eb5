package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import java.util.Locale;

/** What stands outside an image: the fill modes of TensorFlow's {@code ImageProjectiveTransformV3} (image_ops.h). */
enum Outside {
    /** A constant. */
    CONSTANT,
    /** The nearest position. */
    NEAREST,
    /** The image mirrored at its edges. */
    REFLECT,
    /** The image again; TensorFlow counts how often it has passed by one position less than its size. */
    WRAP;

    static Outside of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /**
     * Brings places along an axis inside the image.
     *
     * @param ops where to append
     * @param at the places
     * @param size the positions of the axis
     * @return the places, from 0 to {@code size - 1}; unchanged for a constant
     */
    Value inside(Ops ops, Value at, int size) {
        return switch (this) {
            case CONSTANT -> at;
            case NEAREST -> ops.clip(at, 0, size - 1);
            case REFLECT -> ops.clip(size == 1 ? at : reflected(ops, at, size), 0, size - 1);
            case WRAP -> ops.clip(size == 1 ? at : wrapped(ops, at, size), 0, size - 1);
        };
    }

    private static Value reflected(Ops ops, Value at, int size) {
        Value period = ops.constant(2.0 * size);
        Value one = ops.constant(1);
        Value below = ops.add(ops.multiply(period, whole(ops, ops.divide(ops.negate(at), period))), at);
        below = ops.select(
                ops.greater(ops.constant(-size), below), ops.add(below, period), ops.subtract(ops.negate(below), one));
        Value above = ops.subtract(at, ops.multiply(period, whole(ops, ops.divide(at, period))));
        above = ops.select(
                ops.greaterOrEqual(above, ops.constant(size)), ops.subtract(ops.subtract(period, above), one), above);
        return outer(ops, at, size, below, above);
    }

    private static Value wrapped(Ops ops, Value at, int size) {
        Value length = ops.constant(size);
        Value counted = ops.constant(size - 1);
        Value times = ops.add(whole(ops, ops.divide(ops.negate(at), counted)), ops.constant(1));
        Value below = ops.add(at, ops.multiply(length, times));
        Value above = ops.subtract(at, ops.multiply(length, whole(ops, ops.divide(at, counted))));
        return outer(ops, at, size, below, above);
    }

    /** Cuts a number off behind the point; only used where it is not below 0. */
    private static Value whole(Ops ops, Value x) {
        return ops.unary(UnaryFunction.FLOOR, x);
    }

    private static Value outer(Ops ops, Value at, int size, Value below, Value above) {
        Value upper = ops.select(ops.greater(at, ops.constant(size - 1)), above, at);
        return ops.select(ops.greater(ops.constant(0), at), below, upper);
    }
}
