package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.config.RandomImageRule;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code RandomFlip}: flips every other image in training; at inference it gives its input.
 *
 * @param horizontal whether columns are reversed
 * @param vertical whether rows are reversed
 * @param rule whether both are drawn by themselves
 * @param layout where the channels stand
 */
public record RandomFlip(boolean horizontal, boolean vertical, RandomImageRule rule, Layout layout)
        implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomFlip> KIND = Kind.of(Group.PREPROCESSING, "RandomFlip", RandomFlip::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .inKeras3(Lifting.taking("mode", "seed", "data_format"))
            .doc("Flips images in training; identity at inference");

    private static RandomFlip read(Args args) {
        RandomImage.readKept(args);
        String both = "horizontal_and_vertical";
        String mode = args.word("mode", both, "horizontal", "vertical", both);
        return new RandomFlip(
                !mode.equals("vertical"),
                !mode.equals("horizontal"),
                args.semantics().randomImages(),
                args.layout());
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        Value flips = drawn(ops, x, training);
        Value y = x;
        if (horizontal) {
            y = ops.select(flips, ops.flip(y, layout.firstSpatialAxis() + 1), y);
        }
        if (vertical) {
            boolean anew = horizontal && rule == RandomImageRule.BY_OPERATION;
            y = ops.select(anew ? drawn(ops, x, training) : flips, ops.flip(y, layout.firstSpatialAxis()), y);
        }
        return y;
    }

    private static Value drawn(Ops ops, Value x, Training training) {
        Value numbers = training.uniform(Shape.of(x.shape().size(0), 1, 1, 1));
        return ops.greaterOrEqual(ops.constant(0.5), numbers);
    }
}
