package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Optional;

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

    /** In a perspective, both are divided by {@code c0 x + c1 y + 1}; where that is 0 stands the number outside. */
    record Projection(Value c0, Value c1) {}

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
        return apply(ops, x, training, matrix, Optional.empty());
    }

    /** Changes every image of a batch by its own numbers, in a perspective if there is one. */
    Value apply(Ops ops, Value x, Training training, Matrix matrix, Optional<Projection> projection) {
        Value last = layout == Layout.CHANNELS_LAST ? x : ops.transpose(x, List.of(0, 2, 3, 1));
        Value made = read(ops, last, training, matrix, projection);
        return layout == Layout.CHANNELS_LAST ? made : ops.transpose(made, List.of(0, 3, 1, 2));
    }

    private Value read(Ops ops, Value x, Training training, Matrix matrix, Optional<Projection> projection) {
        Shape shape = x.shape();
        int height = shape.size(1);
        int width = shape.size(2);
        Table table = new Table(ops, new ImagePositions(ops, x, training), height, width);
        Value column = ImagePositions.numbers(ops, height, width, false);
        Value row = ImagePositions.numbers(ops, height, width, true);
        Value at = ops.add(ops.add(ops.multiply(matrix.a0, column), ops.multiply(matrix.a1, row)), matrix.a2);
        Value up = ops.add(ops.add(ops.multiply(matrix.b0, column), ops.multiply(matrix.b1, row)), matrix.b2);
        if (projection.isPresent()) {
            Value share = share(ops, projection.get(), column, row);
            at = projected(ops, at, share);
            up = projected(ops, up, share);
        }
        Value made = linear
                ? interpolated(table, outside.inside(ops, up, height), outside.inside(ops, at, width))
                : table.at(rounded(ops, outside.inside(ops, up, height)), rounded(ops, outside.inside(ops, at, width)));
        return ops.reshape(made, shape);
    }

    private static Value share(Ops ops, Projection projection, Value column, Value row) {
        Value sum = ops.add(ops.multiply(projection.c0, column), ops.multiply(projection.c1, row));
        return ops.add(sum, ops.constant(1));
    }

    /** Two positions beside the image, where nothing but the number outside is read, for what has no place. */
    private static Value projected(Ops ops, Value place, Value share) {
        Value none = ops.equal(share, ops.constant(0));
        Value divided = ops.divide(place, ops.select(none, ops.constant(1), share));
        return ops.select(none, ops.constant(-2), divided);
    }

    /** The images, read with what stands outside. */
    private final class Table {
        private final Ops ops;
        private final ImagePositions positions;
        private final int height;
        private final int width;

        Table(Ops ops, ImagePositions positions, int height, int width) {
            this.ops = ops;
            this.positions = positions;
            this.height = height;
            this.width = width;
        }

        /** What stands at whole rows and columns, {@code [batch, positions, channels]}; the constant outside. */
        Value at(Value row, Value column) {
            Value y = ops.clip(row, 0, height - 1);
            Value x = ops.clip(column, 0, width - 1);
            Value found = positions.at(y, x);
            if (outside != Outside.CONSTANT) {
                // A neighbour one position outside has a weight of 0.
                return found;
            }
            Value known = ops.multiply(ops.equal(y, row), ops.equal(x, column));
            return ops.select(ImagePositions.deep(ops, known), found, ops.constant(fill));
        }
    }

    private static Value interpolated(Table table, Value y, Value x) {
        Ops ops = table.ops;
        Value one = ops.constant(1);
        Value top = ops.unary(UnaryFunction.FLOOR, y);
        Value left = ops.unary(UnaryFunction.FLOOR, x);
        Value bottom = ops.add(top, one);
        Value right = ops.add(left, one);
        Value toLeft = ImagePositions.deep(ops, ops.subtract(right, x));
        Value toRight = ImagePositions.deep(ops, ops.subtract(x, left));
        Value above = ops.add(ops.multiply(toLeft, table.at(top, left)), ops.multiply(toRight, table.at(top, right)));
        Value below =
                ops.add(ops.multiply(toLeft, table.at(bottom, left)), ops.multiply(toRight, table.at(bottom, right)));
        return ops.add(
                ops.multiply(ImagePositions.deep(ops, ops.subtract(bottom, y)), above),
                ops.multiply(ImagePositions.deep(ops, ops.subtract(y, top)), below));
    }

    /** The nearest whole number; that away from 0 of two, as C's {@code round} does. */
    private static Value rounded(Ops ops, Value x) {
        Value size = ops.unary(UnaryFunction.ABSOLUTE, x);
        Value whole = ops.unary(UnaryFunction.FLOOR, size);
        Value up = ops.greaterOrEqual(ops.subtract(size, whole), ops.constant(0.5));
        return ops.multiply(ops.unary(UnaryFunction.SIGN, x), ops.add(whole, up));
    }
}
