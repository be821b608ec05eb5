package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code RandomPosterization}: takes bits from the colours of images in training; at inference it gives its input. Numbers
 * outside the range are cut to it; what TensorFlow makes bytes of there is not defined.
 *
 * @param factor how many of 8 bits are left: from the lower bound to below the upper one
 * @param range the least and the most number of images
 */
public record RandomPosterization(Factor factor, Factor range) implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomPosterization> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomPosterization", RandomPosterization::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Takes bits from the colours of images in training; identity at inference");

    private static final Factor BYTES = new Factor(0, 255);

    private static final int BITS = 8;

    private static RandomPosterization read(Args args) {
        RandomImage.readKept(args);
        Factor given = Factor.upTo(args, "factor", BITS);
        return new RandomPosterization(new Factor(Math.max(given.lower(), 1), given.upper()), Factor.valueRange(args));
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        Value whole = ops.unary(UnaryFunction.FLOOR, ops.clip(range.to(ops, x, BYTES), BYTES.lower(), BYTES.upper()));
        Value step = ops.power(ops.constant(2), ops.subtract(ops.constant(BITS), bits(ops, x, training)));
        Value made = ops.multiply(ops.unary(UnaryFunction.FLOOR, ops.divide(whole, step)), step);
        return BYTES.to(ops, made, range);
    }

    private Value bits(Ops ops, Value x, Training training) {
        if (factor.lower() == factor.upper()) {
            return ops.constant(factor.lower());
        }
        return ops.unary(
                UnaryFunction.FLOOR,
                factor.drawn(ops, training, Shape.of(x.shape().size(0), 1, 1, 1)));
    }
}
