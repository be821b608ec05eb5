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
 * Keras {@code RandomColorDegeneration}: fades the colours of images in training; at inference it gives its input.
 *
 * @param factor what the strength is drawn from, 1 for no colour
 * @param range the numbers that images keep to
 * @param layout where the channels stand
 */
public record RandomColorDegeneration(Factor factor, Factor range, Layout layout) implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomColorDegeneration> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomColorDegeneration", RandomColorDegeneration::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Fades the colours of images in training; identity at inference");

    private static RandomColorDegeneration read(Args args) {
        RandomImage.readKept(args);
        return new RandomColorDegeneration(Factor.read(args, "factor"), Factor.valueRange(args), args.layout());
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        Value drawn = factor.drawn(ops, training, Shape.of(x.shape().size(0), 1, 1, 1));
        Value grey = Grayscale.of(ops, x, layout, training);
        Value made = ops.add(x, ops.multiply(drawn, ops.subtract(grey, x)));
        return ops.clip(made, range.lower(), range.upper());
    }
}
