package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.Optional;

/**
 * Keras {@code RandomZoom}: zooms images about their middle in training; at inference it gives its input.
 *
 * @param height what the zoom of the rows is drawn from; more than 0 makes images smaller
 * @param width what that of the columns is drawn from; empty to take the same number
 * @param images how positions are read
 */
public record RandomZoom(Factor height, Optional<Factor> width, AffineImages images) implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomZoom> KIND = Kind.of(Group.PREPROCESSING, "RandomZoom", RandomZoom::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .inKeras3(Lifting.taking(
                    "height_factor", "width_factor", "fill_mode", "interpolation", "seed", "fill_value", "data_format"))
            .doc("Zooms images in training; identity at inference");

    private static RandomZoom read(Args args) {
        RandomImage.readKept(args);
        Factor height = Factor.read(args, "height_factor");
        boolean own = args.has("width_factor");
        return new RandomZoom(
                height,
                own ? Optional.of(Factor.read(args, "width_factor")) : Optional.empty(),
                AffineImages.read(args));
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        Shape each = Shape.of(x.shape().size(0), 1);
        Value rows = height.plus(1).drawn(ops, training, each);
        Value columns = width.map(own -> own.plus(1).drawn(ops, training, each)).orElse(rows);
        Value zero = ops.constant(0);
        return images.apply(
                ops,
                x,
                training,
                new AffineImages.Matrix(
                        columns,
                        zero,
                        offset(ops, images.width(x), columns),
                        zero,
                        rows,
                        offset(ops, images.height(x), rows)));
    }

    /** Where the first position lies, so that the middle stays. */
    private static Value offset(Ops ops, int size, Value zoom) {
        return ops.multiply(ops.constant((size - 1) / 2.0), ops.subtract(ops.constant(1), zoom));
    }
}
