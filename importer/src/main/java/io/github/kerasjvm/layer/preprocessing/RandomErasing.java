package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;

/**
 * Keras {@code RandomErasing}: erases a rectangle of images in training; at inference it gives its input.
 *
 * @param factor what the probability of an image is drawn from
 * @param scale what the share of the rectangle is drawn from, for each axis
 * @param fill the number that takes the place, or three by channel; empty for random numbers
 * @param range the numbers that what is filled in keeps to
 * @param layout where the channels stand
 */
public record RandomErasing(Factor factor, Factor scale, List<Double> fill, Factor range, Layout layout)
        implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomErasing> KIND = Kind.of(Group.PREPROCESSING, "RandomErasing", RandomErasing::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Erases parts of images in training; identity at inference");

    private static final Factor SCALE = new Factor(0.02, 0.33);

    private static final int COLOURS = 3;

    private static RandomErasing read(Args args) {
        RandomImage.readKept(args);
        List<Double> fill = args.has("fill_value") ? args.numbers("fill_value", 0) : List.of();
        if (fill.size() != 1 && fill.size() != COLOURS && !fill.isEmpty()) {
            args.report(Code.ARGUMENT_VALUE, "fill_value", "is %s, expected a number or three", fill);
        }
        return new RandomErasing(
                Factor.upTo(args, "factor", 1),
                args.has("scale") ? Factor.upTo(args, "scale", 0) : SCALE,
                fill,
                Factor.valueRange(args),
                args.layout());
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        int images = x.shape().size(0);
        Shape each = Shape.of(images, 1, 1, 1);
        Value sizes = ops.squareRoot(scale.drawn(ops, training, Shape.of(images, 2)));
        Value columns = Span.of(ops, x, training, layout, 1, ops.reshape(ops.slice(sizes, 1, 0, 1), each));
        Value rows = Span.of(ops, x, training, layout, 0, ops.reshape(ops.slice(sizes, 1, 1, 2), each));
        Value erases = factor.happens(ops, training, images);
        Value erased = ops.multiply(ops.multiply(rows, columns), erases);
        return ops.select(erased, filled(ops, x, training), x);
    }

    private Value filled(Ops ops, Value x, Training training) {
        if (fill.isEmpty()) {
            Value drawn = ops.multiply(training.normal(x.shape()), ops.constant(range.upper()));
            return ops.clip(drawn, range.lower(), range.upper());
        }
        if (fill.size() == 1) {
            return ops.clip(ops.constant(fill.get(0)), range.lower(), range.upper());
        }
        // Keras spreads three numbers over the last axis, wherever the channels stand.
        if (x.shape().last() != COLOURS) {
            throw training.refused("fills in three numbers along the last axis, and takes " + x.shape());
        }
        float[] numbers = new float[COLOURS];
        for (int i = 0; i < COLOURS; i++) {
            numbers[i] = fill.get(i).floatValue();
        }
        return ops.clip(ops.constant(Tensor.owning(Shape.of(COLOURS), numbers)), range.lower(), range.upper());
    }
}
