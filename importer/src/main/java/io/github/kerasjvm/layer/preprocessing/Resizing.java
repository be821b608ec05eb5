package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Interpolation;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Keras {@code Resizing}: brings images to one height and width.
 *
 * <p>Takes and gives {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}.
 *
 * @param size the height and the width
 * @param interpolation how positions are made
 * @param crops whether the largest part in the middle with the proportions of the size is taken before
 * @param fill what is put around images so that they have the proportions of the size; empty to put nothing
 * @param layout where the channels stand
 */
public record Resizing(
        List<Integer> size, Interpolation interpolation, boolean crops, OptionalDouble fill, Layout layout)
        implements UnaryLayer {

    /** How it is read. */
    public static final Kind<Resizing> KIND = Kind.of(Group.PREPROCESSING, "Resizing", Resizing::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .inKeras3(Lifting.taking("height", "width", "interpolation", "crop_to_aspect_ratio", "data_format")
                    .first(Interpolation::lift))
            .doc("Images of another height and width");

    private static Resizing read(Args args) {
        boolean crops = args.flag("crop_to_aspect_ratio", false);
        boolean pads = args.flag("pad_to_aspect_ratio", false);
        if (crops && pads) {
            args.report(Code.ARGUMENT_VALUE, "pad_to_aspect_ratio", "is true beside crop_to_aspect_ratio");
        }
        args.word("fill_mode", "constant", "constant");
        double fill = args.number("fill_value", 0);
        RandomImage.readKept(args);
        return new Resizing(
                List.of(args.positive("height"), args.positive("width")),
                Interpolation.read(args, "bilinear", args.flag("antialias", false)),
                crops,
                pads ? OptionalDouble.of(fill) : OptionalDouble.empty(),
                args.layout());
    }

    private ImageArea area() {
        return new ImageArea(size, layout);
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return (crops || fill.isPresent()) && !area().fits(in, problems)
                ? Shape.UNKNOWN
                : interpolation.output(in, layout, size, problems);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Value image = x;
        if (crops) {
            image = area().crop(ops, x);
        } else if (fill.isPresent()) {
            image = area().pad(ops, x, fill.getAsDouble());
        }
        return interpolation.resize(ops, image, layout, size);
    }
}
