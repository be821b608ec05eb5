package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import java.util.List;

/**
 * Images as hue, saturation and value, each in one channel: TensorFlow's {@code RGBToHSV} and {@code HSVToRGB}
 * (colorspace_op.h).
 *
 * @param hue the hue, a full turn being 1
 * @param saturation the saturation, from 0 to 1
 * @param value the largest of the three colours
 */
record Hsv(Value hue, Value saturation, Value value) {

    private static final int COLOURS = 3;

    /** Parts of the circle of colours. */
    private static final double PARTS = 6;

    static Hsv of(Ops ops, Value x, Layout layout, Training training) {
        int axis = layout.channelAxis(x.shape().rank());
        if (x.shape().size(axis) != COLOURS) {
            throw training.refused("takes " + x.shape() + "; expected images of 3 channels");
        }
        Value red = ops.slice(x, axis, 0, 1);
        Value green = ops.slice(x, axis, 1, 2);
        Value blue = ops.slice(x, axis, 2, COLOURS);
        Value zero = ops.constant(0);
        Value most = ops.maximum(red, ops.maximum(green, blue));
        Value spread = ops.subtract(most, ops.minimum(red, ops.minimum(green, blue)));
        Value isGrey = ops.greaterOrEqual(zero, spread);
        // Nothing is divided by 0, so that gradients stay finite.
        Value safe = ops.select(isGrey, ops.constant(1), spread);
        Value norm = ops.divide(ops.constant(1 / PARTS), safe);
        Value hue = ops.select(
                ops.equal(red, most),
                ops.multiply(norm, ops.subtract(green, blue)),
                ops.select(
                        ops.equal(green, most),
                        ops.add(ops.multiply(norm, ops.subtract(blue, red)), ops.constant(2 / PARTS)),
                        ops.add(ops.multiply(norm, ops.subtract(red, green)), ops.constant(4 / PARTS))));
        hue = ops.select(isGrey, zero, hue);
        hue = ops.select(ops.greater(zero, hue), ops.add(hue, ops.constant(1)), hue);
        Value shines = ops.greater(most, zero);
        Value share = ops.divide(spread, ops.select(shines, most, ops.constant(1)));
        return new Hsv(hue, ops.select(shines, share, zero), most);
    }

    /** The colours again. */
    Value colours(Ops ops, Layout layout) {
        Value turn = ops.multiply(hue, ops.constant(PARTS));
        Value red = ops.subtract(from(ops, turn, 3), ops.constant(1));
        Value green = ops.subtract(ops.constant(2), from(ops, turn, 2));
        Value blue = ops.subtract(ops.constant(2), from(ops, turn, 4));
        List<Value> colours = List.of(colour(ops, red), colour(ops, green), colour(ops, blue));
        return ops.concatenate(colours, layout.channelAxis(hue.shape().rank()));
    }

    private static Value from(Ops ops, Value turn, double place) {
        return ops.unary(UnaryFunction.ABSOLUTE, ops.subtract(turn, ops.constant(place)));
    }

    private Value colour(Ops ops, Value strength) {
        Value white = ops.subtract(ops.constant(1), saturation);
        Value share = ops.add(white, ops.multiply(saturation, ops.clip(strength, 0, 1)));
        return ops.multiply(share, value);
    }
}
