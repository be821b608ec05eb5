package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code RandomBrightness}: adds a number to all of an image in training; at inference it gives its input.
 *
 * @param factor what is drawn from, in parts of the range
 * @param range the numbers that images keep to
 */
public record RandomBrightness(Factor factor, Factor range) implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomBrightness> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomBrightness", RandomBrightness::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .inKeras3(Lifting.taking("factor", "value_range", "seed"))
            .doc("Changes the brightness of images in training; identity at inference");

    private static RandomBrightness read(Args args) {
        RandomImage.readKept(args);
        return new RandomBrightness(Factor.read(args, "factor"), Factor.valueRange(args));
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        Value part = factor.drawn(ops, training, Shape.of(x.shape().size(0), 1, 1, 1));
        Value added = ops.multiply(part, ops.constant(range.upper() - range.lower()));
        return ops.clip(ops.add(x, added), range.lower(), range.upper());
    }
}
