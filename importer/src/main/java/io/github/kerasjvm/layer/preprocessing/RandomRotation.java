package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code RandomRotation}: turns images about their middle in training; at inference it gives its input.
 *
 * @param factor what the angle is drawn from, in parts of a full turn
 * @param images how positions are read
 */
public record RandomRotation(Factor factor, AffineImages images) implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomRotation> KIND = Kind.of(Group.PREPROCESSING, "RandomRotation", RandomRotation::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .inKeras3(Lifting.taking("factor", "fill_mode", "interpolation", "seed", "fill_value", "data_format"))
            .doc("Turns images in training; identity at inference");

    private static final double DEGREES = 360;

    private static RandomRotation read(Args args) {
        // Releases before 3.6 store a value_range that they never use.
        RandomImage.readKept(args, "value_range");
        return new RandomRotation(Factor.read(args, "factor"), AffineImages.read(args));
    }

    /** Keras {@code _compute_affine_matrix}, in its order. */
    @Override
    public Value change(Ops ops, Value x, Training training) {
        Value degrees =
                factor.times(DEGREES).drawn(ops, training, Shape.of(x.shape().size(0), 1));
        Value angle = ops.multiply(degrees, ops.constant(Math.PI / 180));
        Value cosine = ops.unary(UnaryFunction.COSINE, angle);
        Value sine = ops.unary(UnaryFunction.SINE, angle);
        Value against = ops.negate(sine);
        Value middleX = ops.constant((images.width(x) - 1) / 2.0);
        Value middleY = ops.constant((images.height(x) - 1) / 2.0);
        Value a2 = ops.subtract(ops.subtract(middleX, ops.multiply(middleX, cosine)), ops.multiply(middleY, against));
        Value b2 = ops.subtract(ops.subtract(middleY, ops.multiply(middleX, sine)), ops.multiply(middleY, cosine));
        return images.apply(ops, x, training, new AffineImages.Matrix(cosine, against, a2, sine, cosine, b2));
    }
}
