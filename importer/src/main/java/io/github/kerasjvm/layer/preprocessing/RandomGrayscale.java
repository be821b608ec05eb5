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
 * Keras {@code RandomGrayscale}: takes the colour from images in training; at inference it gives its input.
 *
 * @param share the probability of an image
 * @param layout where the channels stand
 */
public record RandomGrayscale(double share, Layout layout) implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomGrayscale> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomGrayscale", RandomGrayscale::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Takes the colour from images in training; identity at inference");

    private static RandomGrayscale read(Args args) {
        RandomImage.readKept(args);
        return new RandomGrayscale(args.number("factor", 0.5), args.layout());
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        Value drawn = training.uniform(Shape.of(x.shape().size(0), 1, 1, 1));
        Value takes = ops.greater(ops.constant(share), drawn);
        return ops.select(takes, Grayscale.of(ops, x, layout, training), x);
    }
}
