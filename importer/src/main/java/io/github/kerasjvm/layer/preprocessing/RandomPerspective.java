package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.Optional;

/**
 * Keras {@code RandomPerspective}: changes the perspective of images in training; at inference it gives its input.
 *
 * <p>Keras moves the coordinates of three corners by a share of themselves, so that the first corner and two edges stay where they
 * are, and solves for the homography. With these zeros the solution can be written down.
 *
 * @param factor what the probability of an image is drawn from
 * @param shift what the shares are drawn from
 * @param images how positions are read
 */
public record RandomPerspective(Factor factor, Factor shift, AffineImages images) implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomPerspective> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomPerspective", RandomPerspective::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Changes the perspective of images in training; identity at inference");

    private static RandomPerspective read(Args args) {
        RandomImage.readKept(args);
        double scale = args.number("scale", 1);
        return new RandomPerspective(
                Factor.upTo(args, "factor", 1),
                new Factor(-0.5 * scale, 0.5 * scale),
                new AffineImages(
                        Outside.CONSTANT,
                        args.number("fill_value", 0),
                        args.word("interpolation", "bilinear", "nearest", "bilinear")
                                .equals("bilinear"),
                        args.layout()));
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        int right = images.width(x) - 1;
        int bottom = images.height(x) - 1;
        if (right == 0 || bottom == 0) {
            throw training.refused("changes the perspective of images of " + images.height(x) + " by " + images.width(x)
                    + " positions, which Keras cannot; expected 2 by 2 or more");
        }
        Value changes = factor.happens(ops, training, x.shape().size(0));
        Value drawn = shift.drawn(ops, training, Shape.of(x.shape().size(0), 4, 2));
        Value x2 = moved(ops, drawn, 1, 0, right);
        Value y3 = moved(ops, drawn, 2, 1, bottom);
        Value x4 = moved(ops, drawn, 3, 0, right);
        Value y4 = moved(ops, drawn, 3, 1, bottom);
        Value one = ops.constant(1);
        Value zero = ops.constant(0);
        Value c0 = ops.divide(ops.subtract(ops.divide(y4, y3), one), x4);
        Value c1 = ops.divide(ops.subtract(ops.divide(x4, x2), one), y4);
        Value a0 = ops.multiply(ops.constant(right), ops.add(c0, ops.divide(one, x2)));
        Value b1 = ops.multiply(ops.constant(bottom), ops.add(c1, ops.divide(one, y3)));
        AffineImages.Matrix matrix = new AffineImages.Matrix(a0, zero, zero, zero, b1, zero);
        Value made = images.apply(ops, x, training, matrix, Optional.of(new AffineImages.Projection(c0, c1)));
        return ops.select(changes, made, x);
    }

    /** Where one coordinate of a corner goes, for each image. */
    private static Value moved(Ops ops, Value drawn, int corner, int coordinate, int from) {
        Value one = ops.slice(ops.slice(drawn, 1, corner, corner + 1), 2, coordinate, coordinate + 1);
        Value share = ops.reshape(one, Shape.of(drawn.shape().size(0), 1));
        return ops.add(ops.constant(from), ops.multiply(ops.constant(from), share));
    }
}
