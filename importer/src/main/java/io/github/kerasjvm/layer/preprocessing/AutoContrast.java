package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Keras {@code AutoContrast}: stretches values so that the least and the greatest over axes 1 and 2 become the ends of
 * the range, in training and at inference. Where all are equal they stay. Keras takes axes 1 and 2 in both layouts.
 *
 * @param low the lower end of the range
 * @param high the upper end of the range
 */
public record AutoContrast(double low, double high) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<AutoContrast> KIND = Kind.of(Group.PREPROCESSING, "AutoContrast", AutoContrast::read)
            .inKeras("3")
            .ignoresTraining()
            .doc("Stretches the contrast of images");

    private static AutoContrast read(Args args) {
        RandomImage.readKept(args);
        List<Double> range = args.has("value_range") ? args.numbers("value_range", 0) : List.of(0.0, 255.0);
        if (range.size() != 2 || range.get(0) >= range.get(1)) {
            args.report(Code.ARGUMENT_VALUE, "value_range", "is %s, expected two ascending numbers", range);
            return new AutoContrast(0, 255);
        }
        return new AutoContrast(range.get(0), range.get(1));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return problems.require(in.rank() == 4, "needs an input of rank 4, got %s", in) ? in : Shape.UNKNOWN;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return stretched(ops, x);
    }

    Value stretched(Ops ops, Value x) {
        Value least = ops.reduce(ReduceFunction.MINIMUM, x, List.of(1, 2), true);
        Value spread = ops.subtract(ops.reduce(ReduceFunction.MAXIMUM, x, List.of(1, 2), true), least);
        Value flat = ops.equal(spread, ops.constant(0));
        Value share = ops.divide(ops.subtract(x, least), ops.select(flat, ops.constant(1), spread));
        Value stretched = ops.add(ops.multiply(ops.clip(share, 0, 1), ops.constant(high - low)), ops.constant(low));
        return ops.select(flat, x, stretched);
    }
}
