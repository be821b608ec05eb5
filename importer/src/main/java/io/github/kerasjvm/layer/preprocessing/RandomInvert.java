package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code RandomInvert}: inverts the colours of images in training; at inference it gives its input.
 *
 * @param factor what the probability of an image is drawn from
 * @param range the least and the most number of images
 */
public record RandomInvert(Factor factor, Factor range) implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomInvert> KIND = Kind.of(Group.PREPROCESSING, "RandomInvert", RandomInvert::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Inverts the colours of images in training; identity at inference");

    private static RandomInvert read(Args args) {
        RandomImage.readKept(args);
        return new RandomInvert(Factor.upTo(args, "factor", 1), Factor.valueRange(args));
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        Shape each = Shape.of(x.shape().size(0), 1, 1, 1);
        Value probability = factor.drawn(ops, training, each);
        Value inverts = ops.greater(probability, training.uniform(each));
        return ops.select(inverts, ops.subtract(ops.constant(range.upper()), x), x);
    }
}
