package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code RandomSharpness}: makes images sharper or smoother in training; at inference it gives its input.
 *
 * @param factor what the strength is drawn from: 0 smooths, 0.5 leaves images as they are, 1 sharpens
 * @param range the numbers that images keep to
 * @param layout where the channels stand
 */
public record RandomSharpness(Factor factor, Factor range, Layout layout) implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomSharpness> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomSharpness", RandomSharpness::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Changes the sharpness of images in training; identity at inference");

    /** The weights of the neighbours and of the position itself add up to 1. */
    private static final double NEIGHBOUR = 1 / 13.0;

    private static final double MIDDLE = 5 / 13.0;

    private static RandomSharpness read(Args args) {
        RandomImage.readKept(args);
        return new RandomSharpness(Factor.upTo(args, "factor", 0), Factor.valueRange(args), args.layout());
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        Value drawn = factor.drawn(ops, training, Shape.of(x.shape().size(0), 1, 1, 1));
        Value smooth = ops.subtract(ops.constant(1), ops.multiply(drawn, ops.constant(2)));
        Value made = ops.add(x, ops.multiply(smooth, ops.subtract(smoothed(ops, x), x)));
        return ops.clip(made, range.lower(), range.upper());
    }

    /** Zeros stand outside. */
    private Value smoothed(Ops ops, Value x) {
        int first = layout.firstSpatialAxis();
        Value around = summed(ops, summed(ops, x, first), first + 1);
        Value all = ops.multiply(around, ops.constant(NEIGHBOUR));
        return ops.add(all, ops.multiply(x, ops.constant(MIDDLE - NEIGHBOUR)));
    }

    /** Each position with its neighbours along one axis. */
    private static Value summed(Ops ops, Value x, int axis) {
        int size = x.shape().size(axis);
        Value padded = ops.pad(x, axis, 1, 1);
        Value before = ops.slice(padded, axis, 0, size);
        return ops.add(ops.add(before, x), ops.slice(padded, axis, 2, size + 2));
    }
}
