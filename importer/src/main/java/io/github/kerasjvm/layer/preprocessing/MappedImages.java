package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;

/**
 * Reads images at places of their own for each position: Keras {@code ops.image.map_coordinates} on TensorFlow
 * (backend/tensorflow/image.py), where each neighbour by itself is brought inside of the image.
 *
 * @param fillMode what stands outside: {@code constant}, {@code nearest}, {@code wrap}, {@code reflect}; {@code mirror}, which Keras
 *     takes and cannot compute
 * @param fill the number outside for {@code constant}
 * @param linear whether is interpolated; else the nearest position is taken
 * @param layout where the channels stand
 */
record MappedImages(String fillMode, double fill, boolean linear, Layout layout) {

    static MappedImages read(Args args) {
        return new MappedImages(
                args.word("fill_mode", "reflect", "reflect", "wrap", "constant", "nearest", "mirror"),
                args.number("fill_value", 0),
                args.word("interpolation", "bilinear", "nearest", "bilinear").equals("bilinear"),
                args.layout());
    }

    /** Refuses what Keras refuses in training. */
    void require(Training training) {
        if (fillMode.equals("mirror")) {
            throw training.refused("has the fill_mode mirror, which Keras does not compute; take reflect");
        }
    }

    /** What stands at {@code [images, positions]} rows and columns of images {@code [images, height, width, channels]}. */
    Value at(Ops ops, Value x, Training training, Value row, Value column) {
        Axis rows = new Axis(ops, x.shape().size(1));
        Axis columns = new Axis(ops, x.shape().size(2));
        ImagePositions positions = new ImagePositions(ops, x, training);
        if (!linear) {
            Value y = ops.unary(UnaryFunction.ROUND, row);
            Value z = ops.unary(UnaryFunction.ROUND, column);
            return ops.reshape(found(ops, positions, rows, y, columns, z), x.shape());
        }
        Value sum = null;
        for (int corner = 0; corner < 4; corner++) {
            Neighbour y = neighbour(ops, row, corner / 2 == 1);
            Neighbour z = neighbour(ops, column, corner % 2 == 1);
            Value weight = ImagePositions.deep(ops, ops.multiply(y.weight(), z.weight()));
            Value part = ops.multiply(weight, found(ops, positions, rows, y.index(), columns, z.index()));
            sum = sum == null ? part : ops.add(sum, part);
        }
        return ops.reshape(sum, x.shape());
    }

    /** A position beside a place, and how much it counts. */
    private record Neighbour(Value index, Value weight) {}

    private static Neighbour neighbour(Ops ops, Value place, boolean upper) {
        Value one = ops.constant(1);
        Value lower = ops.unary(UnaryFunction.FLOOR, place);
        Value share = ops.subtract(place, lower);
        return upper ? new Neighbour(ops.add(lower, one), share) : new Neighbour(lower, ops.subtract(one, share));
    }

    private Value found(Ops ops, ImagePositions positions, Axis rows, Value row, Axis columns, Value column) {
        Value found = positions.at(rows.inside(row), columns.inside(column));
        if (!fillMode.equals("constant")) {
            return found;
        }
        Value known = ops.multiply(rows.contains(row), columns.contains(column));
        return ops.select(ImagePositions.deep(ops, known), found, ops.constant(fill));
    }

    /** An axis of the images. */
    private final class Axis {
        private final Ops ops;
        private final int size;

        Axis(Ops ops, int size) {
            this.ops = ops;
            this.size = size;
        }

        Value contains(Value at) {
            return ops.multiply(ops.greaterOrEqual(at, ops.constant(0)), ops.greater(ops.constant(size), at));
        }

        Value inside(Value at) {
            return switch (fillMode) {
                case "reflect" -> reflected(remainder(ops.unary(UnaryFunction.ABSOLUTE, at), 2 * size));
                case "wrap" -> remainder(at, size);
                default -> ops.clip(at, 0, size - 1);
            };
        }

        private Value reflected(Value at) {
            Value back = ops.subtract(ops.constant(2 * size - 1), at);
            return ops.select(ops.greater(ops.constant(size), at), at, back);
        }

        /** What is left of a whole number, from 0 to below the period. */
        private Value remainder(Value at, int period) {
            Value times = ops.unary(UnaryFunction.FLOOR, ops.divide(at, ops.constant(period)));
            return ops.subtract(at, ops.multiply(times, ops.constant(period)));
        }
    }
}
