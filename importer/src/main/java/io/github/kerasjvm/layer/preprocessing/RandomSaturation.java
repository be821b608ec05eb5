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
 * Keras {@code RandomSaturation}: changes the saturation of images in training; at inference it gives its input.
 *
 * @param factor what the strength {@code f} is drawn from; the saturation is multiplied by {@code f / (1 - f)}
 * @param range what the saturation keeps to, as Keras has it
 * @param layout where the channels stand
 */
public record RandomSaturation(Factor factor, Factor range, Layout layout) implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomSaturation> KIND = Kind.of(
                    Group.PREPROCESSING, "RandomSaturation", RandomSaturation::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Changes the saturation of images in training; identity at inference");

    /** What Keras adds so that it never divides by 0. */
    private static final double EPSILON = 1e-7;

    private static RandomSaturation read(Args args) {
        RandomImage.readKept(args);
        return new RandomSaturation(Factor.read(args, "factor"), Factor.valueRange(args), args.layout());
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        Value drawn = factor.drawn(ops, training, Shape.of(x.shape().size(0), 1, 1, 1));
        Value rest = ops.add(ops.subtract(ops.constant(1), drawn), ops.constant(EPSILON));
        Hsv hsv = Hsv.of(ops, x, layout, training);
        Value changed = ops.multiply(hsv.saturation(), ops.divide(drawn, rest));
        Value kept = ops.clip(changed, range.lower(), range.upper());
        return new Hsv(hsv.hue(), kept, hsv.value()).colours(ops, layout);
    }
}
