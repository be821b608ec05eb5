package io.github.kerasjvm.layer.activation;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;

/**
 * Keras {@code ReLU}: {@code min(x, maxValue)} above the threshold, {@code negativeSlope * (x - threshold)} up to it.
 *
 * @param maxValue the greatest result; infinite when the file gives none
 * @param negativeSlope the slope up to the threshold
 * @param threshold where the line begins
 */
public record ReLU(double maxValue, double negativeSlope, double threshold) implements UnaryLayer, KeepsMask {

    /** How it is read. */
    public static final Kind<ReLU> KIND = Kind.of(Group.ACTIVATION, "ReLU", ReLU::read)
            .inKeras("2, 3")
            .inKeras3(Lifting.taking("max_value", "negative_slope", "threshold"))
            .doc("Rectified linear unit with ceiling, slope and threshold");

    private static ReLU read(Args args) {
        return new ReLU(
                args.number("max_value", Double.POSITIVE_INFINITY),
                args.number("negative_slope", 0),
                args.number("threshold", 0));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        return in;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        boolean bounded = maxValue != Double.POSITIVE_INFINITY;
        if (threshold == 0 && negativeSlope == 0) {
            return bounded ? ops.clip(x, 0, maxValue) : ops.unary(UnaryFunction.RELU, x);
        }
        // keras/src/activations/activations.py, relu: the threshold itself belongs to the lower branch.
        Value level = ops.constant(threshold);
        if (negativeSlope == 0) {
            Value above = ops.multiply(x, ops.greater(x, level));
            return bounded ? ops.clip(above, 0, maxValue) : above;
        }
        Value lower = ops.multiply(ops.subtract(x, level), ops.constant(negativeSlope));
        Value upper = bounded ? ops.clip(x, 0, maxValue) : x;
        return ops.select(ops.greater(x, level), upper, lower);
    }
}
