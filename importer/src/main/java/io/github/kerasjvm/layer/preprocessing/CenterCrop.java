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
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code CenterCrop}: the middle of images. Images that are smaller in height or width are resized instead, after
 * the largest part in the middle with the proportions of the size has been taken.
 *
 * <p>Takes and gives {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}.
 *
 * @param size the height and the width
 * @param interpolation how positions of small images are made
 * @param layout where the channels stand
 */
public record CenterCrop(List<Integer> size, Interpolation interpolation, Layout layout) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<CenterCrop> KIND = Kind.of(Group.PREPROCESSING, "CenterCrop", CenterCrop::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .inKeras3(Lifting.taking("height", "width", "data_format"))
            .doc("The middle of images; smaller ones are resized");

    private static CenterCrop read(Args args) {
        RandomImage.readKept(args);
        return new CenterCrop(
                List.of(args.positive("height"), args.positive("width")), Interpolation.bilinear(args), args.layout());
    }

    private ImageArea area() {
        return new ImageArea(size, layout);
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return area().fits(in, problems) ? interpolation.output(in, layout, size, problems) : Shape.UNKNOWN;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        List<Integer> from = layout.spatial(x.shape());
        boolean covers = from.get(0) >= size.get(0) && from.get(1) >= size.get(1);
        return covers ? area().centre(ops, x) : interpolation.resize(ops, area().crop(ops, x), layout, size);
    }
}
