package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * The bounds between which a layer draws.
 *
 * @param lower the lower bound
 * @param upper the upper bound
 */
record Factor(double lower, double upper) {

    /** Nothing to draw. */
    private static final Factor NONE = new Factor(0, 0);

    /** A number {@code f} for {@code -f} to {@code f}, or two numbers in any order. */
    static Factor read(Args args, String name) {
        List<Double> given = args.numbers(name, 0);
        if (given.size() > 2) {
            args.report(Code.ARGUMENT_VALUE, name, "is %s, expected a number or two", given);
            return NONE;
        }
        if (given.size() == 1) {
            double most = Math.abs(given.get(0));
            return new Factor(-most, most);
        }
        return new Factor(Math.min(given.get(0), given.get(1)), Math.max(given.get(0), given.get(1)));
    }

    /** A number {@code f} for 0 to {@code f}, or two numbers in any order. */
    static Factor upTo(Args args, String name, double otherwise) {
        if (!args.has(name)) {
            return new Factor(0, otherwise);
        }
        Factor given = read(args, name);
        return args.get(name).isNumber() ? new Factor(0, given.upper()) : given;
    }

    /** Two bounds of the numbers of an image, 0 and 255 unless the file says otherwise, in ascending order. */
    static Factor valueRange(Args args) {
        if (!args.has("value_range")) {
            return new Factor(0, 255);
        }
        List<Double> given = args.numbers("value_range", 0);
        if (given.size() != 2) {
            args.report(Code.ARGUMENT_VALUE, "value_range", "is %s, expected two numbers", given);
            return NONE;
        }
        return new Factor(Math.min(given.get(0), given.get(1)), Math.max(given.get(0), given.get(1)));
    }

    /** Both bounds multiplied. */
    Factor times(double number) {
        return new Factor(lower * number, upper * number);
    }

    /** Brings the numbers of an image from one range to another (Keras {@code _transform_value_range}). */
    Value to(Ops ops, Value x, Factor target) {
        if (equals(target)) {
            return x;
        }
        Value share = ops.divide(ops.subtract(x, ops.constant(lower)), ops.constant(upper - lower));
        return ops.add(ops.multiply(share, ops.constant(target.upper - target.lower)), ops.constant(target.lower));
    }

    /** Both bounds moved. */
    Factor plus(double number) {
        return new Factor(lower + number, upper + number);
    }

    /** For each image 1 with a probability that is drawn between the bounds, else 0: {@code [images, 1, 1, 1]}. */
    Value happens(Ops ops, Training training, int images) {
        Shape each = Shape.of(images, 1, 1, 1);
        Value probability = drawn(ops, training, each);
        return ops.greater(probability, training.uniform(each));
    }

    /** Numbers drawn evenly between the bounds. */
    Value drawn(Ops ops, Training training, Shape shape) {
        Value spread = ops.multiply(training.uniform(shape), ops.constant(upper - lower));
        return ops.add(spread, ops.constant(lower));
    }
}
