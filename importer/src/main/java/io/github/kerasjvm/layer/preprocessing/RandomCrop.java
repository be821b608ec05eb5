package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.config.RandomCropRule;
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
 * Keras {@code RandomCrop}: cuts parts out of images in training. At inference the largest part in the middle with the
 * proportions of the size is taken and resized.
 *
 * <p>The releases of Keras 3 differ in that: those from 3.8 on leave images as they are, although they give the layers
 * behind the shape of the size. Here the shape is what the images have.
 *
 * <p>Takes and gives {@code [batch, height, width, channels]} or {@code [batch, channels, height, width]}.
 *
 * @param size the height and the width
 * @param interpolation how positions are made
 * @param rule what happens at inference to images of other sizes
 * @param layout where the channels stand
 */
public record RandomCrop(List<Integer> size, Interpolation interpolation, RandomCropRule rule, Layout layout)
        implements UnaryLayer {

    /** How it is read. */
    public static final Kind<RandomCrop> KIND = Kind.of(Group.PREPROCESSING, "RandomCrop", RandomCrop::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .inKeras3(Lifting.taking("height", "width", "seed", "data_format"))
            .doc("Cuts parts out of images in training; takes and resizes the middle at inference");

    private static RandomCrop read(Args args) {
        RandomImage.readKept(args);
        return new RandomCrop(
                List.of(args.positive("height"), args.positive("width")),
                Interpolation.bilinear(args),
                args.semantics().randomCrop(),
                args.layout());
    }

    private ImageArea area() {
        return new ImageArea(size, layout);
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        if (!area().fits(in, problems)) {
            return Shape.UNKNOWN;
        }
        if (rule == RandomCropRule.KEEPS) {
            return in;
        }
        return problems.require(
                        rule == RandomCropRule.RESIZES || layout.spatial(in).equals(size),
                        "cuts images of %s to %s as Keras 3.6 and 3.7 do at inference, which does not run here; "
                                + "give images of the size itself, or use CenterCrop or Resizing",
                        layout.spatial(in),
                        size)
                ? interpolation.output(in, layout, size, problems)
                : Shape.UNKNOWN;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return rule == RandomCropRule.KEEPS ? x : interpolation.resize(ops, area().crop(ops, x), layout, size);
    }
}
