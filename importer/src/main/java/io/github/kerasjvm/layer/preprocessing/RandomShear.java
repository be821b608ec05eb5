package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code RandomShear}: shears images in training; at inference it gives its input.
 *
 * @param x what the shear of the columns is drawn from
 * @param y what that of the rows is drawn from; both change their sign for every other image
 * @param images how positions are read
 */
public record RandomShear(Factor x, Factor y, AffineImages images) implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomShear> KIND = Kind.of(Group.PREPROCESSING, "RandomShear", RandomShear::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Shears images in training; identity at inference");

    private static RandomShear read(Args args) {
        RandomImage.readKept(args);
        return new RandomShear(Factor.read(args, "x_factor"), Factor.read(args, "y_factor"), AffineImages.read(args));
    }

    @Override
    public Value change(Ops ops, Value in, Training training) {
        Shape each = Shape.of(in.shape().size(0), 1);
        Value one = ops.constant(1);
        Value zero = ops.constant(0);
        Value against = ops.greater(training.uniform(each), ops.constant(0.5));
        Value sign = ops.select(against, ops.constant(-1), one);
        Value rows = ops.multiply(y.drawn(ops, training, each), sign);
        Value columns = ops.multiply(x.drawn(ops, training, each), sign);
        return images.apply(ops, in, training, new AffineImages.Matrix(one, columns, zero, rows, one, zero));
    }
}
