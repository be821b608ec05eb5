package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code Equalization}: evens out the histogram of each channel of a batch in training; at inference it gives its input.
 *
 * @param range the least and the most number of images
 * @param bins the bins of a histogram
 * @param layout where the channels stand
 */
public record Equalization(Factor range, int bins, Layout layout) implements RandomChange {

    /** How it is read. */
    public static final Kind<Equalization> KIND = Kind.of(Group.PREPROCESSING, "Equalization", Equalization::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Evens out the histogram of images in training; identity at inference");

    private static final Factor BYTES = new Factor(0, 255);

    private static Equalization read(Args args) {
        RandomImage.readKept(args);
        return new Equalization(Factor.valueRange(args), args.positive("bins", 256), args.layout());
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        Shape shape = x.shape();
        int channels = layout.channels(shape);
        long count = shape.elements() / channels;
        if (count > Histogram.MOST) {
            throw training.refused("counts " + count + " positions of a batch, more than Keras can (" + Histogram.MOST
                    + "); take a smaller batch");
        }
        List<Integer> exchanged = layout == Layout.CHANNELS_LAST ? List.of(3, 0, 1, 2) : List.of(1, 0, 2, 3);
        List<Integer> back = layout == Layout.CHANNELS_LAST ? List.of(1, 2, 3, 0) : List.of(1, 0, 2, 3);
        Value apart = ops.transpose(scaled(ops, x, range, BYTES), exchanged);
        Value flat = ops.reshape(apart, Shape.of(channels, (int) count));
        Value made = new Histogram(ops, bins, channels, (int) count).equalized(flat);
        Value images = ops.transpose(ops.reshape(made, apart.shape()), back);
        return scaled(ops, images, BYTES, range);
    }

    /** Keras {@code _scale_values}. */
    private static Value scaled(Ops ops, Value x, Factor from, Factor to) {
        if (from.equals(to)) {
            return x;
        }
        double scale = (to.upper() - to.lower()) / (from.upper() - from.lower());
        Value stretched = ops.multiply(x, ops.constant(scale));
        return ops.add(stretched, ops.constant(to.lower() - from.lower() * scale));
    }
}
