package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code MixUp}: mixes images with others in training; at inference it gives its input. In a model it is given images alone, so
 * that their labels stay, as in Keras.
 *
 * @param alpha both parameters of the beta distribution that shares are drawn from
 */
public record MixUp(double alpha) implements RandomChange {

    /** How it is read. */
    public static final Kind<MixUp> KIND = Kind.of(Group.PREPROCESSING, "MixUp", MixUp::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Mixes images with others of the batch in training, and leaves labels; identity at inference");

    private static MixUp read(Args args) {
        RandomImage.readKept(args);
        return new MixUp(args.number("alpha", 0.2));
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        if (!(alpha > 0)) {
            throw training.refused("draws from a beta distribution of " + alpha + "; alpha has to be more than 0");
        }
        int images = x.shape().size(0);
        Value others = Exchanged.of(ops, x, Exchanged.order(ops, training, images));
        Value share = training.beta(Shape.of(images, 1, 1, 1), alpha, alpha);
        Value rest = ops.subtract(ops.constant(1), share);
        return ops.add(ops.multiply(share, x), ops.multiply(rest, others));
    }
}
