package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.config.RandomImageRule;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code RandomContrast}: moves the numbers of every channel away from, or to, their mean in training; at inference it
 * gives its input.
 *
 * @param factor what the factor is drawn from
 * @param range the numbers that images keep to
 * @param rule whether one factor is drawn for a batch
 * @param layout where the channels stand
 */
public record RandomContrast(Factor factor, Factor range, RandomImageRule rule, Layout layout) implements RandomChange {

    /** How it is read. */
    public static final Kind<RandomContrast> KIND = Kind.of(Group.PREPROCESSING, "RandomContrast", RandomContrast::read)
            .inKeras("2, 3")
            .ignoresTraining()
            .inKeras3(Lifting.taking("factor", "value_range", "seed"))
            .doc("Changes the contrast of images in training; identity at inference");

    private static RandomContrast read(Args args) {
        RandomImage.readKept(args);
        RandomImageRule rule = args.semantics().randomImages();
        return new RandomContrast(factor(args, "factor", rule), Factor.valueRange(args), rule, args.layout());
    }

    /** Two numbers are how far it goes below and above 1; what a single number means differs. */
    static Factor factor(Args args, String name, RandomImageRule rule) {
        List<Double> given = args.numbers(name, 0);
        if (given.size() == 1) {
            double most = given.get(0);
            return new Factor(rule != RandomImageRule.BY_OPERATION ? 1 : 1 - most, 1 + most);
        }
        Factor sorted = Factor.read(args, name);
        return rule != RandomImageRule.BY_OPERATION || given.size() != 2
                ? new Factor(1 - sorted.lower(), 1 + sorted.upper())
                : new Factor(1 - given.get(0), 1 + given.get(1));
    }

    @Override
    public Value change(Ops ops, Value x, Training training) {
        int factors = rule != RandomImageRule.BY_OPERATION ? x.shape().size(0) : 1;
        Value drawn = factor.drawn(ops, training, Shape.of(factors, 1, 1, 1));
        int first = layout.firstSpatialAxis();
        Value mean = ops.reduce(ReduceFunction.MEAN, x, List.of(first, first + 1), true);
        Value made = ops.add(ops.multiply(ops.subtract(x, mean), drawn), mean);
        return ops.clip(made, range.lower(), range.upper());
    }
}
