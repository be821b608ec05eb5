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
 * Keras {@code RandomTranslation}: moves images in training; at inference it gives its input.
 *
 * @param height what the shift down is drawn from, in parts of the height
 * @param width what the shift to the right is drawn from, in parts of the width
 * @param images how positions are read
 */
public record RandomTranslation(Factor height, Factor width, AffineImages images) implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomTranslation> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomTranslation", RandomTranslation::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .inKeras3(Lifting.taking(
                    "height_factor", "width_factor", "fill_mode", "interpolation", "seed", "fill_value", "data_format"))
            .doc("Moves images in training; identity at inference");

    private static RandomTranslation read(Args args) {
        RandomImage.readKept(args);
        return new RandomTranslation(
                Factor.read(args, "height_factor"), Factor.read(args, "width_factor"), AffineImages.read(args));
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        Shape each = Shape.of(x.shape().size(0), 1);
        Value down = ops.multiply(height.drawn(ops, training, each), ops.constant(images.height(x)));
        Value right = ops.multiply(width.drawn(ops, training, each), ops.constant(images.width(x)));
        Value one = ops.constant(1);
        Value zero = ops.constant(0);
        return images.apply(
                ops, x, training, new AffineImages.Matrix(one, zero, ops.negate(right), zero, one, ops.negate(down)));
    }
}
