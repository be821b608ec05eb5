package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.config.RandomCropRule;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Interpolation;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Gather;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Keras {@code RandomCrop}: cuts parts out of images in training, the same of every image of a batch. At inference, and of
 * images that are too small, the largest part in the middle with the proportions of the size is taken and resized.
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
    public List<Value> lower(Lowering call) {
        if (call.training().isEmpty()) {
            return UnaryLayer.super.lower(call);
        }
        Ops ops = call.ops();
        Value x = call.input(0);
        List<Integer> from = layout.spatial(x.shape());
        int spare = Math.min(from.get(0) - size.get(0), from.get(1) - size.get(1));
        if (spare > 0 || spare == 0 && rule == RandomCropRule.RESIZES) {
            Training training = call.training().get();
            Value rows = cut(ops, x, training, 0);
            return List.of(cut(ops, rows, training, 1));
        }
        return List.of(interpolation.resize(ops, small(ops, x, from), layout, size));
    }

    /** What of images that are too small is resized; the releases from 3.6 on cut at the corner of the middle part. */
    private Value small(Ops ops, Value x, List<Integer> from) {
        if (rule == RandomCropRule.RESIZES) {
            return area().crop(ops, x);
        }
        Value y = x;
        for (int i = 0; i < 2; i++) {
            long fitting = (long) from.get(1 - i) * size.get(i) / size.get(1 - i);
            int length = (int) Math.max(Math.min(from.get(i), fitting), 1);
            int start = (from.get(i) - length) / 2;
            int end = Math.min(start + size.get(i), from.get(i));
            y = ops.slice(y, layout.firstSpatialAxis() + i, start, end);
        }
        return y;
    }

    /** Positions from a drawn one on along one axis. */
    private Value cut(Ops ops, Value x, Training training, int spatial) {
        int axis = layout.firstSpatialAxis() + spatial;
        int length = size.get(spatial);
        int starts = x.shape().size(axis) - length + 1;
        Value drawn = ops.multiply(training.uniform(Shape.of(1)), ops.constant(starts));
        Value start = ops.unary(UnaryFunction.FLOOR, drawn);
        float[] steps = new float[length];
        for (int i = 0; i < length; i++) {
            steps[i] = i;
        }
        Value positions = ops.add(start, ops.constant(Tensor.owning(Shape.of(length), steps)));
        List<Integer> exchanged = new ArrayList<>(List.of(0, 1, 2, 3));
        Collections.swap(exchanged, 0, axis);
        return ops.transpose(ops.apply(new Gather(), ops.transpose(x, exchanged), positions), exchanged);
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return rule == RandomCropRule.KEEPS ? x : interpolation.resize(ops, area().crop(ops, x), layout, size);
    }
}
