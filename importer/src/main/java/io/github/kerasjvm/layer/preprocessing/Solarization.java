package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code Solarization}: inverts the bright colours of images in training; at inference it gives its input.
 *
 * @param addition what is added is drawn from here, as Keras has it: the lower bound in numbers of 0 to 255, the upper in parts
 * @param threshold from where on colours are inverted, in the same way
 * @param range the least and the most number of images
 */
public record Solarization(Factor addition, Factor threshold, Factor range) implements RandomChange {

    /** How it is read. */
    public static final Kind<Solarization> KIND = Kind.of(Group.PREPROCESSING, "Solarization", Solarization::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Inverts the bright colours of images in training; identity at inference");

    private static final Factor BYTES = new Factor(0, 255);

    private static Solarization read(Args args) {
        RandomImage.readKept(args);
        return new Solarization(
                Factor.upTo(args, "addition_factor", 0),
                Factor.upTo(args, "threshold_factor", 0),
                Factor.valueRange(args));
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        Shape each = Shape.of(x.shape().size(0), 1, 1, 1);
        Value added = inBytes(addition).drawn(ops, training, each);
        Value bright = inBytes(threshold).drawn(ops, training, each);
        Value y = ops.clip(ops.add(range.to(ops, x, BYTES), added), BYTES.lower(), BYTES.upper());
        Value made = ops.select(ops.greater(bright, y), y, ops.subtract(ops.constant(BYTES.upper()), y));
        return BYTES.to(ops, made, range);
    }

    /** Keras multiplies the upper bound alone. */
    private static Factor inBytes(Factor given) {
        return new Factor(given.lower(), given.upper() * BYTES.upper());
    }
}
