package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.config.RandomImageRule;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code RandAugment}: makes a few random changes to images in training; at inference it gives its input. A change that is drawn
 * twice in a step draws its own numbers once. As in Keras, all changes are computed, and those drawn are taken.
 *
 * @param factor what all changes draw from
 * @param changes how many changes are made, one after the other, the same for all images of a batch
 * @param range the least and the most number of images
 * @param images how positions are read
 * @param rule whether changes are chosen anew in each step
 */
public record RandAugment(Factor factor, int changes, Factor range, AffineImages images, RandomImageRule rule)
        implements RandomChange {

    /** How it is read. */
    public static final Kind<RandAugment> KIND = Kind.of(Group.PREPROCESSING, "RandAugment", RandAugment::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Makes a few random changes to images in training; identity at inference");

    private static final int BITS = 8;

    private static final int BINS = 256;

    private static RandAugment read(Args args) {
        RandomImage.readKept(args);
        boolean linear =
                args.word("interpolation", "bilinear", "nearest", "bilinear").equals("bilinear");
        return new RandAugment(
                Factor.upTo(args, "factor", 0.5),
                args.positive("num_ops", 2),
                Factor.valueRange(args),
                new AffineImages(Outside.REFLECT, 0, linear, args.layout()),
                args.semantics().randomImages());
    }

    /** The changes in the order of Keras, by which they are drawn (rand_augment.py of Keras 3.15). */
    private List<Change> all() {
        Layout layout = images.layout();
        double bits = Math.max(1, (int) (BITS * factor.upper()));
        AutoContrast stretched = new AutoContrast(range.lower(), range.upper());
        return List.of(
                new RandomShear(factor, factor, images)::change,
                new RandomTranslation(factor, factor, images)::change,
                new RandomRotation(factor, images)::change,
                new RandomBrightness(factor, range)::change,
                new RandomColorDegeneration(factor, range, layout)::change,
                new RandomContrast(contrast(), range, RandomImageRule.BY_IMAGE, layout)::change,
                new RandomSharpness(factor, range, layout)::change,
                new RandomPosterization(new Factor(1, bits), range)::change,
                new Solarization(factor, factor, range)::change,
                (ops, x, training) -> stretched.stretched(ops, x),
                new Equalization(range, BINS, layout)::change);
    }

    private Factor contrast() {
        return new Factor(1 - factor.lower(), 1 + factor.upper());
    }

    /** What one of the changes does. */
    private interface Change {
        Value of(Ops ops, Value x, Training training);
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        if (rule != RandomImageRule.BY_IMAGE) {
            throw training.refused(
                    "chooses its changes when Keras traces a step, by numbers of Python that no file holds, as"
                            + " releases before 3.11 do; write the file by Keras 3.11 or later to train it");
        }
        List<Change> all = all();
        Value drawn = ops.multiply(training.uniform(Shape.of(changes)), ops.constant(all.size()));
        Value numbers = ops.unary(UnaryFunction.FLOOR, drawn);
        RepeatedDraws repeated = new RepeatedDraws(training);
        Value y = x;
        for (int i = 0; i < changes; i++) {
            Value number = ops.reshape(ops.slice(numbers, 0, i, i + 1), Shape.of(1, 1, 1, 1));
            repeated.again();
            for (int k = 0; k < all.size(); k++) {
                Value made = all.get(k).of(ops, y, repeated);
                y = ops.select(ops.equal(number, ops.constant(k)), made, y);
            }
        }
        return y;
    }
}
