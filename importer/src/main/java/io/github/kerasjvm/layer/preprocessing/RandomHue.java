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
 * Keras {@code RandomHue}: turns the colours of images in training; at inference it gives its input.
 *
 * @param factor what the turn is drawn from, in parts of half a turn; in either direction
 * @param range the least and the most number of images
 * @param layout where the channels stand
 */
public record RandomHue(Factor factor, Factor range, Layout layout) implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomHue> KIND = Kind.of(Group.PREPROCESSING, "RandomHue", RandomHue::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Changes the hue of images in training; identity at inference");

    private static final Factor UNIT = new Factor(0, 1);

    private static RandomHue read(Args args) {
        RandomImage.readKept(args);
        return new RandomHue(Factor.upTo(args, "factor", 0), Factor.valueRange(args), args.layout());
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        Shape each = Shape.of(x.shape().size(0), 1, 1, 1);
        Value against = ops.greater(training.uniform(each), ops.constant(0.5));
        Value sign = ops.select(against, ops.constant(-1), ops.constant(1));
        Value turn = ops.multiply(ops.multiply(sign, factor.drawn(ops, training, each)), ops.constant(0.5));
        Hsv hsv = Hsv.of(ops, range.to(ops, x, UNIT), layout, training);
        Value one = ops.constant(1);
        Value hue = ops.add(hsv.hue(), turn);
        hue = ops.select(ops.greater(hue, one), ops.subtract(hue, one), hue);
        hue = ops.select(ops.greater(ops.constant(0), hue), ops.add(hue, one), hue);
        Value made = new Hsv(hue, hsv.saturation(), hsv.value()).colours(ops, layout);
        return UNIT.to(ops, ops.clip(made, 0, 1), range);
    }
}
