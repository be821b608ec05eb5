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
 * Keras {@code CutMix}: pastes parts of images into others in training; at inference it gives its input. In a model it is given
 * images alone, so that their labels stay, as in Keras.
 *
 * @param factor what both parameters of the beta distribution are drawn from, once for a batch
 * @param layout where the channels stand
 */
public record CutMix(Factor factor, Layout layout) implements RandomChange {

    /** How it is read. */
    public static final Kind<CutMix> KIND = Kind.of(Group.PREPROCESSING, "CutMix", CutMix::read)
            .inKeras("3")
            .ignoresTraining()
            .doc(
                    "Pastes parts of images into others of the batch in training, and leaves labels; identity at inference");

    /** What Keras adds to the parameter. */
    private static final double EPSILON = 1e-6;

    private static CutMix read(Args args) {
        RandomImage.readKept(args);
        return new CutMix(Factor.upTo(args, "factor", 1), args.layout());
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        int images = x.shape().size(0);
        Value share = training.beta(Shape.of(images, 1, 1, 1), factor.lower() + EPSILON, factor.upper() + EPSILON);
        Value part = ops.squareRoot(ops.subtract(ops.constant(1), share));
        Value columns = Span.of(ops, x, training, layout, 1, part);
        Value rows = Span.of(ops, x, training, layout, 0, part);
        Value others = Exchanged.of(ops, x, Exchanged.order(ops, training, images));
        return ops.select(ops.multiply(columns, rows), others, x);
    }
}
