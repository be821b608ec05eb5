package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Gather;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;

/**
 * Reads images at other places: Keras {@code ops.image.affine_transform} as it computes on TensorFlow
 * ({@code ImageProjectiveTransformV3}, image_ops.h).
 *
 * <p>The four neighbours of each place are gathered from the images as rows of a table, so that the gradient is that of
 * gathering.
 *
 * @param outside what stands outside an image
 * @param fill the number outside for {@link Outside#CONSTANT}
 * @param linear whether is interpolated; else the nearest position is taken
 * @param layout where the channels stand
 */
record AffineImages(Outside outside, double fill, boolean linear, Layout layout) {

    /** Numbers of rows are held as floats, which are exact up to here. */
    private static final long MOST_ROWS = 1 << 24;

    static AffineImages read(Args args) {
        return new AffineImages(
                Outside.of(args.word("fill_mode", "reflect", "reflect", "wrap", "constant", "nearest")),
                args.number("fill_value", 0),
                args.word("interpolation", "bilinear", "nearest", "bilinear").equals("bilinear"),
                args.layout());
    }

    /**
     * Where a position of the result lies in the image, a number for each image: {@code x' = a0 x + a1 y + a2} for the
     * columns, {@code y' = b0 x + b1 y + b2} for the rows; all {@code [batch, 1]} or single numbers.
     */
    record Matrix(Value a0, Value a1, Value a2, Value b0, Value b1, Value b2) {}

    /** The rows of images that are known. */
    int height(Value x) {
        return layout.spatial(x.shape()).get(0);
    }

    /** Their columns. */
    int width(Value x) {
        return layout.spatial(x.shape()).get(1);
    }

    /** Changes every image of a batch by its own numbers. */
    Value apply(Ops ops, Value x, Training training, Matrix matrix) {
        Value last = layout == Layout.CHANNELS_LAST ? x : ops.transpose(x, List.of(0, 2, 3, 1));
        Value made = read(ops, last, training, matrix);
        return layout == Layout.CHANNELS_LAST ? made : ops.transpose(made, List.of(0, 3, 1, 2));
    }

    private Value read(Ops ops, Value x, Training training, Matrix matrix) {
        Shape shape = x.shape();
        int height = shape.size(1);
        int width = shape.size(2);
        long rows = (long) shape.size(0) * height * width;
        if (rows > MOST_ROWS) {
            throw training.refused(
                    "moves " + rows + " positions of the images of a batch at once, more than can be done"
                            + " exactly (" + MOST_ROWS + "); take a smaller batch");
        }
        Value column = positions(ops, height, width, false);
        Value row = positions(ops, height, width, true);
        Value at = ops.add(ops.add(ops.multiply(matrix.a0, column), ops.multiply(matrix.a1, row)), matrix.a2);
        Value up = ops.add(ops.add(ops.multiply(matrix.b0, column), ops.multiply(matrix.b1, row)), matrix.b2);
        Table table = table(ops, x);
        Value made = linear
                ? interpolated(table, outside.inside(ops, up, height), outside.inside(ops, at, width))
                : table.at(rounded(ops, outside.inside(ops, up, height)), rounded(ops, outside.inside(ops, at, width)));
        return ops.reshape(made, shape);
    }

    /** The rows or columns of the positions of an image, {@code [1, height * width]}. */
    private static Value positions(Ops ops, int height, int width, boolean rows) {
        float[] numbers = new float[height * width];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = rows ? i / width : i % width;
        }
        return ops.constant(Tensor.owning(Shape.of(1, numbers.length), numbers));
    }

    private Table table(Ops ops, Value x) {
        Shape shape = x.shape();
        int positions = shape.size(1) * shape.size(2);
        float[] firsts = new float[shape.size(0)];
        for (int image = 0; image < firsts.length; image++) {
            firsts[image] = image * positions;
        }
        Value rows = ops.reshape(x, Shape.of(shape.size(0) * positions, shape.size(3)));
        return new Table(ops, rows, ops.constant(Tensor.owning(Shape.of(firsts.length, 1), firsts)), shape);
    }

    /** Images as a table with a row for each position. */
    private final class Table {
        private final Ops ops;
        private final Value rows;
        private final Value first;
        private final int height;
        private final int width;

        Table(Ops ops, Value rows, Value first, Shape shape) {
            this.ops = ops;
            this.rows = rows;
            this.first = first;
            this.height = shape.size(1);
            this.width = shape.size(2);
        }

        /** What stands at whole rows and columns, {@code [batch, positions, channels]}; the constant outside. */
        Value at(Value row, Value column) {
            Value y = ops.clip(row, 0, height - 1);
            Value x = ops.clip(column, 0, width - 1);
            Value number = ops.add(first, ops.add(ops.multiply(y, ops.constant(width)), x));
            Value found = ops.apply(new Gather(), rows, number);
            if (outside != Outside.CONSTANT) {
                // A neighbour one position outside has a weight of 0.
                return found;
            }
            Value known = ops.multiply(ops.equal(y, row), ops.equal(x, column));
            return ops.select(deep(ops, known), found, ops.constant(fill));
        }
    }

    private static Value interpolated(Table table, Value y, Value x) {
        Ops ops = table.ops;
        Value one = ops.constant(1);
        Value top = ops.unary(UnaryFunction.FLOOR, y);
        Value left = ops.unary(UnaryFunction.FLOOR, x);
        Value bottom = ops.add(top, one);
        Value right = ops.add(left, one);
        Value toLeft = deep(ops, ops.subtract(right, x));
        Value toRight = deep(ops, ops.subtract(x, left));
        Value above = ops.add(ops.multiply(toLeft, table.at(top, left)), ops.multiply(toRight, table.at(top, right)));
        Value below =
                ops.add(ops.multiply(toLeft, table.at(bottom, left)), ops.multiply(toRight, table.at(bottom, right)));
        return ops.add(
                ops.multiply(deep(ops, ops.subtract(bottom, y)), above),
                ops.multiply(deep(ops, ops.subtract(y, top)), below));
    }

    /** The nearest whole number; that away from 0 of two, as C's {@code round} does. */
    private static Value rounded(Ops ops, Value x) {
        Value size = ops.unary(UnaryFunction.ABSOLUTE, x);
        Value whole = ops.unary(UnaryFunction.FLOOR, size);
        Value up = ops.greaterOrEqual(ops.subtract(size, whole), ops.constant(0.5));
        return ops.multiply(ops.unary(UnaryFunction.SIGN, x), ops.add(whole, up));
    }

    /** The same numbers with an axis for the channels. */
    private static Value deep(Ops ops, Value x) {
        return ops.reshape(x, Shape.of(x.shape().size(0), x.shape().size(1), 1));
    }
}
